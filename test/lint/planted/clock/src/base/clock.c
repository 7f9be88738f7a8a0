TimestampTz gov_now(void) { return GetCurrentTimestamp(); }
