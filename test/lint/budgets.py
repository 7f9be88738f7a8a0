#!/usr/bin/python3
"""Sizes: C file 800 lines, function body 120, SQL part 400 (rows of data not counted); each function says why."""
import re
from lib.source import complain, files, functions

for path in files('src/**/*.[ch]'):
    lines = open(path, encoding='utf-8').read().splitlines()
    if len(lines) > 800:
        complain(path, 801, f'has {len(lines)} lines, 800 are allowed: split the room')
    for name, start, body in functions(path):
        if body.count('\n') > 120:
            complain(path, start, f'{name} has a body of {body.count(chr(10))} lines, 120 are allowed')
        above = start - 2
        while above >= 0 and (re.match(r'PG_FUNCTION_INFO_V1|\s*$', lines[above]) or re.match(r'\w[\w\s*()]*$', lines[above])):
            above -= 1
        if above < 0 or not lines[above].rstrip().endswith('*/'):
            complain(path, start, f'{name} has no comment that says why')

for path in files('sql/[0-9]*.sql'):
    text = open(path, encoding='utf-8').read().splitlines()
    count = sum(not re.match(r'\s*\(', line) for line in text)
    if count > 400:
        complain(path, 401, f'has {count} lines, 400 are allowed: split the part')
