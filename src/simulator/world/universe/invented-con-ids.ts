/**
 * Contract ids that this world makes up because the real one could not be established; every other instrument has the id that
 * Interactive Brokers uses. Future months and options have made-up ids as well, which `futures.ts` and `options.ts` compute.
 */
export const inventedConIds = {
  VOD_LSE: 590_000_001,
  BP_LSE: 590_000_003,
  AZN_LSE: 590_000_004,
  SHEL_LSE: 590_000_005,
  SIE_IBIS: 590_000_006,
  ALV_IBIS: 590_000_007,
  BMW_IBIS: 590_000_008,
  TOYOTA_TSEJ: 590_000_009,
  SONY_TSEJ: 590_000_010,
  SOFTBANK_TSEJ: 590_000_011,
  ALIBABA_SEHK: 590_000_013,
  HSBC_SEHK: 590_000_014,
  SHOP_TSE: 590_000_015,
  RY_TSE: 590_000_016,
  SAP_ADR: 590_000_017,
  VOD_ADR: 590_000_018,
  AAPL_CFD: 590_000_019,
  VFIAX: 590_000_020,
  TREASURY_2042: 590_000_021,
  APPLE_2027: 590_000_022,
  USD_HKD: 590_000_023,
} as const
