#!/usr/bin/python3
"""Differences between PostgreSQL's releases live in one header."""
from lib.source import complain, grep

for path, line, m in grep(r'\bPG_VERSION_NUM\b|\bPG_MAJORVERSION_NUM\b', 'src/**/*.[ch]'):
    if path != 'src/base/compat.h':
        complain(path, line, 'tests the server version outside src/base/compat.h')
