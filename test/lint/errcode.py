#!/usr/bin/python3
"""Every ERROR has an errcode; elog(ERROR) cannot have one."""
import re
from lib.source import code, complain, files, line_of

CALL = re.compile(r'\b(ereport|elog)\s*\(\s*([^,]*),')
for path in files('src/**/*.[ch]'):
    text = code(path, strings=False)
    for m in CALL.finditer(text):
        kind, level = m.groups()
        if not re.search(r'ERROR|FATAL|PANIC|elevel', level):
            continue
        depth, end = 1, m.end()
        while depth:
            depth += {'(': 1, ')': -1}.get(text[end], 0)
            end += 1
        if kind == 'elog':
            complain(path, line_of(text, m.start()), f'elog({level.strip()}) has no errcode: use ereport or gov_refuse')
        elif not re.search(r'\berrcode(_for_\w+)?\(', text[m.end():end]):
            complain(path, line_of(text, m.start()), f'ereport({level.strip()}) without errcode')
