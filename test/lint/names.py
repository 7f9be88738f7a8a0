#!/usr/bin/python3
"""Regulations are data: no file of C knows one by name.  And every C file is a room on a floor."""
import os
import re
from lib.source import FLOORS, complain, files

NAMES = re.compile(r'huoqiu|zhejiang|suqian|sichuan|liuzhou|霍邱|浙江|宿迁|四川|柳州|\b(?:HQ|ZJ|SQ|SC|LZ)-[A-Z]', re.I)
for path in files('src/**/*.[ch]'):
    room = os.path.basename(path)[:-2]
    if path != 'src/gov_cloud.c' and path.split('/')[1] not in FLOORS:
        complain(path, 1, 'lies on no floor')
    if re.search(r'util|helper|common|misc', room):
        complain(path, 1, f'"{room}" names no room')
    text = re.sub(r'/\*.*?\*/', lambda m: re.sub(r'[^\n]', ' ', m.group()), open(path, encoding='utf-8').read(), flags=re.S)
    for number, line in enumerate(text.splitlines(), 1):
        if NAMES.search(line):
            complain(path, number, 'names a regulation: make it a row of sql/policy/')
