#!/usr/bin/python3
"""A floor stands on the floors below it: no upward #include, no upward reference to an SQL object."""
import re
from lib.source import FLOORS, code, complain, files, floor, grep, line_of, parts

for path, line, m in grep(r'^\s*#\s*include\s+"(\w+)/', 'src/**/*.[ch]'):
    if FLOORS.get(m.group(1), -1) > floor(path):
        complain(path, line, f'includes from {m.group(1)}/, a floor above its own')

CREATED = re.compile(r'\bCREATE\s+(?:UNLOGGED\s+)?(?:TABLE|VIEW|FUNCTION|PROCEDURE|TYPE|DOMAIN|SEQUENCE|AGGREGATE)\s+'
                     r'(?:IF\s+NOT\s+EXISTS\s+)?(gov_cloud(?:_data)?\.\w+)')
order = {path: (floor(path), n) for n, path in enumerate(parts())}
order.update((path, (floor(path), 0)) for path in files('src/*/*.[ch]'))
home = {}
for path in sorted(order, key=order.get):
    for m in CREATED.finditer(code(path)):
        home.setdefault(m.group(1), path)

for path in order:
    text = code(path)
    for m in re.finditer(r'\b(gov_cloud(?:_data)?)(?:\.|",\s*")(\w+)', text):
        where = home.get(f'{m.group(1)}.{m.group(2)}', path)
        # two SQL parts of one floor stand in order; C is loaded as a whole
        above = order[where] > order[path] if path.startswith('sql/') else order[where][0] > order[path][0]
        # a function may name the SQL function that it is
        if above and not re.search(rf'^gov_{m.group(2)}\(', text, re.M):
            complain(path, line_of(text, m.start()), f'refers to {m.group(1)}.{m.group(2)}, made later, in {where}')
