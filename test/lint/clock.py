#!/usr/bin/python3
"""One clock: gov_now() in src/base/clock.c.  The worker may measure intervals with CLOCK_MONOTONIC."""
from lib.source import complain, grep

C = (r'\b(GetCurrent(?:Transaction|Statement|Integer|\w*)Timestamps?|GetSQLCurrent\w+|GetSQLLocal\w+|timestamptz_to_time_t_now'
     r'|time|gettimeofday|clock|ftime|localtime(?:_r)?|gmtime(?:_r)?|clock_gettime|INSTR_TIME_SET_CURRENT)\s*\(')
SQL = (r'(?i)\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\('
       r'|\b(current_date|current_time|current_timestamp|localtime|localtimestamp)\b')

hits = [*grep(C, 'src/**/*.[ch]', strings=False), *grep(SQL, 'sql/**/*.sql'),
        *grep(r'(?i)"[^"\n]*(?:\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)'
              r'|\bcurrent_(?:date|time|timestamp)\b)', 'src/**/*.[ch]')]
for path, line, m in hits:
    rest = m.string[m.end():m.end() + 30]
    interval = path.startswith('src/worker/') and (
        m.group().startswith('INSTR_TIME') or rest.lstrip().startswith('CLOCK_MONOTONIC'))
    if path != 'src/base/clock.c' and not interval:
        complain(path, line, 'asks the system what time it is: use gov_now()')
