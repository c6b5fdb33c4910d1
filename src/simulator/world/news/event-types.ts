const announced = ["announce_date", "event_desc"] as const

/**
 * Kinds of events, as Wall Street Horizon names them (TWS API documentation, "Meta Data Filters"), and the fields that each
 * has. Not every kind is something that happens to the companies of this world.
 */
export const eventTypes = [
  { tag: "wshe_bod", name: "Board of Directors Meeting", columns: ["start_date", "event_desc", "wshe_event_status"] },
  { tag: "wshe_bybk", name: "Buyback", columns: announced },
  { tag: "wshe_bybkmod", name: "BuyBack Modification", columns: [...announced, "news_references", "external_notes"] },
  { tag: "wshe_cc", name: "Conference Call", columns: ["call_date", "quarter", "fiscal_year"] },
  { tag: "wshe_fda_adv_comm", name: "FDA Advisory Committee Meeting", columns: announced },
  {
    tag: "wshe_fq",
    name: "Future Quarter",
    columns: ["earnings_date", "confidence_indicator", "wshe_earnings_date_status", "quarter", "fiscal_year"],
  },
  {
    tag: "wshe_ic",
    name: "Investors Conference",
    columns: ["start_date", "event_desc", "venue", "wshe_ic_type", "wshe_event_status"],
  },
  { tag: "wshe_idx", name: "Index Change", columns: announced },
  { tag: "wshe_interim_dates", name: "Interim Dates", columns: announced },
  { tag: "wshe_ipo", name: "Initial Public Offering", columns: announced },
  { tag: "wshe_movies", name: "Movie Release", columns: ["release_title", "distributor"] },
  { tag: "wshe_option", name: "Option Expiration Date", columns: ["expiration_date", "expiration_frequency"] },
  {
    tag: "wshe_merg_acq",
    name: "Merger and Acquisition",
    columns: [...announced, "action_type", "acquirer", "target", "wshe_action_status"],
  },
  { tag: "wshe_qe", name: "Quarter End", columns: ["quarter_end_date", "quarter", "fiscal_year"] },
  { tag: "wshe_secondary", name: "Secondary Offering", columns: announced },
  { tag: "wshe_videos", name: "Video Release", columns: ["release_title", "distributor"] },
  { tag: "wshe_splits", name: "Splits", columns: ["ratio", "split_type"] },
  { tag: "wshe_spinoffs", name: "Spinoff", columns: announced },
  {
    tag: "wshe_sh",
    name: "Shareholder Meeting",
    columns: ["start_date", "shm_meeting_type", "virtual_meeting", "wshe_event_status"],
  },
  { tag: "wshe_sec", name: "Filing Due Date", columns: ["filing_due_date", "quarter", "fiscal_year"] },
  {
    tag: "wshe_div",
    name: "WSHE Dividend",
    columns: ["ex_div_date", "pay_date", "dividend_oc", "dividend_currency", "frequency"],
  },
  { tag: "wshe_divsr", name: "Dividends Suspend/Resume", columns: announced },
  {
    tag: "wshe_ed",
    name: "Earnings Date",
    columns: [
      "earnings_date",
      "time_of_day",
      "wshe_earnings_date_status",
      "quarter",
      "fiscal_year",
      "quarter_end_date",
    ],
  },
  {
    tag: "wshe_eps",
    name: "Earnings Report",
    columns: ["amount_oc", "estimated_eps", "change_amount", "change_percent", "currency", "quarter", "fiscal_year"],
  },
] as const

export type EventTag = (typeof eventTypes)[number]["tag"]
