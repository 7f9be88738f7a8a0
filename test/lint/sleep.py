#!/usr/bin/python3
"""Tests do not wait by the clock: they set it, or they poll for what they wait for."""
from lib.source import complain, grep

for path, line, m in grep(r'\b(pg_sleep\w*|usleep|nanosleep|Time::HiRes::sleep|sleep)\b\s*[(\d]',
                          'test/sql/*.sql', 'test/pgtap/*.sql', 'test/specs/*.spec', 'test/t/*.pl', 'test/perl/**/*.pm',
                          'test/unit/*.c', 'src/**/*.[ch]'):
    complain(path, line, f'waits with {m.group(1)}')
