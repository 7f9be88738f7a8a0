#!/usr/bin/python3
"""SET search_path = pg_catalog, pg_temp on every function that is SECURITY DEFINER or runs SQL, and on no other."""
import re
import subprocess
from lib.source import code, complain, files, functions, grep

# What a C function does is read from the sources: who mentions whom, down to those who resolve names.
# A name means the file's own function or table if it has one, else the exported one (gov_…).
RESOLVES = {'SPI_connect', 'SPI_connect_ext', 'SPI_execute', 'SPI_prepare', 'SPI_execute_with_args', 'gov_query'}
TABLE = re.compile(r'^\S[^\n;(]*?\b(\w+)\[\w*\] = \{(.*?)^\};', re.M | re.S)
NAME = re.compile(r'(?<!->)(?<!\.)\b[A-Za-z_]\w*')
mentions = {}
for path in files('src/**/*.c'):
    text = code(path, strings=False)
    bodies = [(name, body) for name, line, body in functions(path, strings=False)] + TABLE.findall(text)
    own = {name for name, body in bodies}
    for name, body in bodies:
        names = {(path, n) if n in own else n for n in NAME.findall(body)}
        mentions[path, name] = names
        if name.startswith('gov_'):
            mentions[name] = {(path, name)}
runs_sql = set(RESOLVES)
while True:
    more = {who for who, names in mentions.items() if who not in runs_sql and names & runs_sql}
    if not more:
        break
    runs_sql |= more

FUNCTIONS = """SELECT p.oid::regprocedure, p.proname, l.lanname, p.prosrc, p.prosecdef, p.prosqlbody IS NOT NULL,
       coalesce((SELECT c FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%'), '')
  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'gov\\_cloud%') AND l.lanname IN ('c', 'sql')"""
rows = subprocess.run(['psql', '-XqAt', '-F', '\x1f', '-R', '\x1e', '-c', FUNCTIONS], check=True, capture_output=True, text=True)
for row in filter(None, rows.stdout.rstrip('\n').split('\x1e')):
    signature, name, language, source, definer, parsed, path = row.split('\x1f')
    place = next(grep(rf'CREATE FUNCTION gov_cloud(_data)?\.{name}\(', 'sql/**/*.sql'), ('sql', 1, None))
    needs = definer == 't' or (source in runs_sql if language == 'c' else parsed == 'f')
    if needs and path != 'search_path=pg_catalog, pg_temp':
        complain(*place[:2], f'{signature} is SECURITY DEFINER or runs SQL without SET search_path = pg_catalog, pg_temp')
    elif path and not needs and language == 'c':
        complain(*place[:2], f'{signature} resolves no name: its SET search_path only costs time')
