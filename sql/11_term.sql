-- term: an amount of legal time in one unit.  Equality is structural ('24 hours' is
-- not '1 day'); the order (unit, then amount) is for sorting only.  A term is stored
-- as unit in the high and amount in the low half of a bigint, so it compares as one.

CREATE TYPE gov_cloud.term;

CREATE FUNCTION gov_cloud.term_in(cstring) RETURNS gov_cloud.term
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_term_in';
COMMENT ON FUNCTION gov_cloud.term_in(cstring) IS 'reads a term from English or Chinese';

CREATE FUNCTION gov_cloud.term_out(gov_cloud.term) RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_term_out';
COMMENT ON FUNCTION gov_cloud.term_out(gov_cloud.term) IS 'writes a term in English';

CREATE FUNCTION gov_cloud.term_recv(internal) RETURNS gov_cloud.term
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_term_recv';
COMMENT ON FUNCTION gov_cloud.term_recv(internal) IS 'reads a term from the wire: unit, amount';

CREATE FUNCTION gov_cloud.term_send(gov_cloud.term) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_term_send';
COMMENT ON FUNCTION gov_cloud.term_send(gov_cloud.term) IS 'writes a term to the wire: unit, amount';

CREATE TYPE gov_cloud.term (
    INPUT = gov_cloud.term_in,
    OUTPUT = gov_cloud.term_out,
    RECEIVE = gov_cloud.term_recv,
    SEND = gov_cloud.term_send,
    LIKE = pg_catalog.int8
);
COMMENT ON TYPE gov_cloud.term IS 'an amount of legal time: ''3 workdays'', ''30 days'', ''6 months'', ''4 hours''; also 3个工作日, 30日';

CREATE FUNCTION gov_cloud.term_chinese(term gov_cloud.term) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_term_chinese';
COMMENT ON FUNCTION gov_cloud.term_chinese(gov_cloud.term) IS 'writes a term in Chinese, for people';

CREATE FUNCTION gov_cloud.term_eq(gov_cloud.term, gov_cloud.term) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8eq';
CREATE FUNCTION gov_cloud.term_ne(gov_cloud.term, gov_cloud.term) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8ne';
CREATE FUNCTION gov_cloud.term_lt(gov_cloud.term, gov_cloud.term) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8lt';
CREATE FUNCTION gov_cloud.term_le(gov_cloud.term, gov_cloud.term) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8le';
CREATE FUNCTION gov_cloud.term_gt(gov_cloud.term, gov_cloud.term) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8gt';
CREATE FUNCTION gov_cloud.term_ge(gov_cloud.term, gov_cloud.term) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8ge';
CREATE FUNCTION gov_cloud.term_cmp(gov_cloud.term, gov_cloud.term) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'btint8cmp';
CREATE FUNCTION gov_cloud.term_hash(gov_cloud.term) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'hashint8';
CREATE FUNCTION gov_cloud.term_hash_extended(gov_cloud.term, bigint) RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'hashint8extended';
COMMENT ON FUNCTION gov_cloud.term_eq(gov_cloud.term, gov_cloud.term) IS 'same unit and amount';
COMMENT ON FUNCTION gov_cloud.term_ne(gov_cloud.term, gov_cloud.term) IS 'other unit or amount';
COMMENT ON FUNCTION gov_cloud.term_lt(gov_cloud.term, gov_cloud.term) IS 'sorts before';
COMMENT ON FUNCTION gov_cloud.term_le(gov_cloud.term, gov_cloud.term) IS 'sorts before or is the same';
COMMENT ON FUNCTION gov_cloud.term_gt(gov_cloud.term, gov_cloud.term) IS 'sorts after';
COMMENT ON FUNCTION gov_cloud.term_ge(gov_cloud.term, gov_cloud.term) IS 'sorts after or is the same';
COMMENT ON FUNCTION gov_cloud.term_cmp(gov_cloud.term, gov_cloud.term) IS 'sort order: unit, then amount';
COMMENT ON FUNCTION gov_cloud.term_hash(gov_cloud.term) IS 'hash of a term';
COMMENT ON FUNCTION gov_cloud.term_hash_extended(gov_cloud.term, bigint) IS 'seeded hash of a term';

CREATE OPERATOR gov_cloud.= (LEFTARG = gov_cloud.term, RIGHTARG = gov_cloud.term, FUNCTION = gov_cloud.term_eq,
    COMMUTATOR = OPERATOR(gov_cloud.=), NEGATOR = OPERATOR(gov_cloud.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES);
CREATE OPERATOR gov_cloud.<> (LEFTARG = gov_cloud.term, RIGHTARG = gov_cloud.term, FUNCTION = gov_cloud.term_ne,
    COMMUTATOR = OPERATOR(gov_cloud.<>), NEGATOR = OPERATOR(gov_cloud.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel);
CREATE OPERATOR gov_cloud.< (LEFTARG = gov_cloud.term, RIGHTARG = gov_cloud.term, FUNCTION = gov_cloud.term_lt,
    COMMUTATOR = OPERATOR(gov_cloud.>), NEGATOR = OPERATOR(gov_cloud.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel);
CREATE OPERATOR gov_cloud.<= (LEFTARG = gov_cloud.term, RIGHTARG = gov_cloud.term, FUNCTION = gov_cloud.term_le,
    COMMUTATOR = OPERATOR(gov_cloud.>=), NEGATOR = OPERATOR(gov_cloud.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel);
CREATE OPERATOR gov_cloud.> (LEFTARG = gov_cloud.term, RIGHTARG = gov_cloud.term, FUNCTION = gov_cloud.term_gt,
    COMMUTATOR = OPERATOR(gov_cloud.<), NEGATOR = OPERATOR(gov_cloud.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel);
CREATE OPERATOR gov_cloud.>= (LEFTARG = gov_cloud.term, RIGHTARG = gov_cloud.term, FUNCTION = gov_cloud.term_ge,
    COMMUTATOR = OPERATOR(gov_cloud.<=), NEGATOR = OPERATOR(gov_cloud.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel);
COMMENT ON OPERATOR gov_cloud.= (gov_cloud.term, gov_cloud.term) IS 'same unit and amount';
COMMENT ON OPERATOR gov_cloud.<> (gov_cloud.term, gov_cloud.term) IS 'other unit or amount';
COMMENT ON OPERATOR gov_cloud.< (gov_cloud.term, gov_cloud.term) IS 'sorts before';
COMMENT ON OPERATOR gov_cloud.<= (gov_cloud.term, gov_cloud.term) IS 'sorts before or is the same';
COMMENT ON OPERATOR gov_cloud.> (gov_cloud.term, gov_cloud.term) IS 'sorts after';
COMMENT ON OPERATOR gov_cloud.>= (gov_cloud.term, gov_cloud.term) IS 'sorts after or is the same';

CREATE OPERATOR CLASS gov_cloud.term_ops DEFAULT FOR TYPE gov_cloud.term USING btree AS
    OPERATOR 1 gov_cloud.<, OPERATOR 2 gov_cloud.<=, OPERATOR 3 gov_cloud.=,
    OPERATOR 4 gov_cloud.>=, OPERATOR 5 gov_cloud.>,
    FUNCTION 1 gov_cloud.term_cmp(gov_cloud.term, gov_cloud.term),
    FUNCTION 2 pg_catalog.btint8sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS gov_cloud.term_ops USING btree IS 'sort order of terms: unit, then amount';

CREATE OPERATOR CLASS gov_cloud.term_hash_ops DEFAULT FOR TYPE gov_cloud.term USING hash AS
    OPERATOR 1 gov_cloud.=,
    FUNCTION 1 gov_cloud.term_hash(gov_cloud.term),
    FUNCTION 2 gov_cloud.term_hash_extended(gov_cloud.term, bigint);
COMMENT ON OPERATOR CLASS gov_cloud.term_hash_ops USING hash IS 'equality of terms';
