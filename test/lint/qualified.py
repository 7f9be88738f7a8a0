#!/usr/bin/python3
"""Install SQL leaves nothing to a search_path: every name and operator is qualified, nothing is replaced."""
import re
from pglast import ast, enums, parse_sql
from pglast.parser import ParseError
from lib.source import code, complain, line_of, parts

LOCK = 'SET LOCAL search_path TO pg_catalog, pg_temp;'
BY_GRAMMAR = {enums.A_Expr_Kind.AEXPR_OP, enums.A_Expr_Kind.AEXPR_OP_ANY, enums.A_Expr_Kind.AEXPR_OP_ALL}
DDL = (ast.CreateStmt, ast.CreateTableAsStmt, ast.ViewStmt, ast.IndexStmt, ast.CreateSeqStmt, ast.CreateTrigStmt)
OURS = {m.group(1) for p in parts() for m in re.finditer(r'CREATE\s+(?:TYPE|DOMAIN|TABLE)\s+gov_cloud\.(\w+)', code(p))}


def check(node, say, ctes=frozenset()):
    """Walks a parse tree; say(position or None, complaint)."""
    if isinstance(node, (tuple, list)):
        for child in node:
            check(child, say, ctes)
        return
    if not isinstance(node, ast.Node):
        return
    at = getattr(node, 'location', None)
    if getattr(node, 'withClause', None):
        ctes = ctes | {c.ctename for c in node.withClause.ctes}
    if isinstance(node, ast.RangeVar) and not node.schemaname and node.relname not in ctes:
        say(at, f'"{node.relname}" without its schema')
    elif isinstance(node, ast.FuncCall) and len(node.funcname) == 1:
        say(at, f'function {node.funcname[0].sval}() without its schema')
    elif isinstance(node, ast.A_Expr) and len(node.name) == 1 and node.kind in BY_GRAMMAR:
        say(at, f'operator {node.name[0].sval} without OPERATOR(schema.{node.name[0].sval})')
    elif isinstance(node, ast.TypeName) and node.names and len(node.names) == 1 and node.names[0].sval in OURS:
        say(at, f'type {node.names[0].sval} without its schema')
    elif isinstance(node, ast.CreateFunctionStmt):
        if len(node.funcname) == 1:
            say(None, f'creates function {node.funcname[0].sval} without a schema')
        check_body(node, say)
    elif isinstance(node, ast.DefineStmt) and len(node.defnames) == 1:
        say(None, f'creates {node.defnames[0].sval} without a schema')
    elif isinstance(node, ast.DoStmt):
        say(None, 'DO blocks are PL/pgSQL: write it in C')
    if getattr(node, 'replace', False):
        say(None, 'OR REPLACE would take over an object that is not ours')
    if getattr(node, 'if_not_exists', False):
        say(None, 'IF NOT EXISTS would take over an object that is not ours')
    for name in node:
        check(getattr(node, name), say, ctes)


def check_body(node, say):
    """The body of an SQL function that is kept as a string is SQL too."""
    options = {o.defname: o.arg for o in node.options or ()}
    language = options['language'].sval if 'language' in options else 'sql'
    if language not in ('sql', 'c', 'internal'):
        say(None, f'LANGUAGE {language}: logic is C, wrappers are SQL')
    if language == 'sql' and 'as' in options:
        for statement in parse_sql(options['as'][0].sval):
            check(statement, lambda at, what: say(None, what))


for number, path in enumerate(parts()):
    text = code(path).replace('\\echo', '--  ')
    raw = text.encode()
    if number == 0 and LOCK not in text:
        complain(path, 1, f'the first part must say "{LOCK}"')
    try:
        for statement in parse_sql(text):
            start = statement.stmt_location
            start += len(raw[start:]) - len(raw[start:].lstrip())
            check(statement.stmt, lambda at, what: complain(
                path, raw.count(b'\n', 0, at if at is not None and at >= 0 else start) + 1, what))
    except ParseError as e:
        complain(path, line_of(text, e.location or 0), f'does not parse: {e.args[0]}')
