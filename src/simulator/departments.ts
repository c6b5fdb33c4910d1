import { accountDepartment } from "./account-department.ts"
import { accountMultiDepartment } from "./account-multi-department.ts"
import { contractDepartment } from "./contract-department.ts"
import type { Client, Department } from "./department.ts"
import { depthDepartment } from "./depth-department.ts"
import { displayGroupDepartment } from "./display-group-department.ts"
import { eventCalendarDepartment } from "./event-calendar-department.ts"
import { historyDepartment } from "./history-department.ts"
import { marketDataDepartment } from "./market-data-department.ts"
import { newsDepartment } from "./news-department.ts"
import { optionCalculatorDepartment } from "./option-calculator-department.ts"
import { orderDepartment } from "./order-department.ts"
import { pnlDepartment } from "./pnl-department.ts"
import { realTimeBarsDepartment } from "./real-time-bars-department.ts"
import { referenceDepartment } from "./reference-department.ts"
import { scannerDepartment } from "./scanner-department.ts"
import { sessionDepartment } from "./session-department.ts"
import { tickByTickDepartment } from "./tick-by-tick-department.ts"
import { tickHistoryDepartment } from "./tick-history-department.ts"

/** Everything that a Gateway does for one client, part by part. */
export const departmentsFor = (client: Client): readonly Department[] => [
  sessionDepartment(client),
  contractDepartment(client),
  marketDataDepartment(client),
  historyDepartment(client),
  accountDepartment(client),
  accountMultiDepartment(client),
  pnlDepartment(client),
  orderDepartment(client),
  tickHistoryDepartment(client),
  realTimeBarsDepartment(client),
  tickByTickDepartment(client),
  depthDepartment(client),
  optionCalculatorDepartment(client),
  scannerDepartment(client),
  newsDepartment(client),
  eventCalendarDepartment(client),
  referenceDepartment(client),
  displayGroupDepartment(client),
]
