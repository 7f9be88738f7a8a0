-- capacity: how much cloud, in four dimensions, exactly.

CREATE TYPE gov_cloud.capacity;

CREATE FUNCTION gov_cloud.capacity_in(cstring) RETURNS gov_cloud.capacity
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_in';
COMMENT ON FUNCTION gov_cloud.capacity_in(cstring) IS 'I/O';
CREATE FUNCTION gov_cloud.capacity_out(gov_cloud.capacity) RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_out';
COMMENT ON FUNCTION gov_cloud.capacity_out(gov_cloud.capacity) IS 'I/O';
CREATE FUNCTION gov_cloud.capacity_recv(internal) RETURNS gov_cloud.capacity
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_recv';
COMMENT ON FUNCTION gov_cloud.capacity_recv(internal) IS 'I/O';
CREATE FUNCTION gov_cloud.capacity_send(gov_cloud.capacity) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_send';
COMMENT ON FUNCTION gov_cloud.capacity_send(gov_cloud.capacity) IS 'I/O';

CREATE TYPE gov_cloud.capacity (
    INPUT = gov_cloud.capacity_in, OUTPUT = gov_cloud.capacity_out,
    RECEIVE = gov_cloud.capacity_recv, SEND = gov_cloud.capacity_send,
    INTERNALLENGTH = 32, ALIGNMENT = double
);
COMMENT ON TYPE gov_cloud.capacity IS 'vCPU, memory in GB, storage in GB and bandwidth in Mbit/s, exact to four decimal places: ''4 vCPU, 8 GB, 100 GB storage, 20 Mbit/s''';

CREATE FUNCTION gov_cloud.capacity(vcpu numeric DEFAULT 0, memory_gb numeric DEFAULT 0,
        storage_gb numeric DEFAULT 0, bandwidth_mbps numeric DEFAULT 0) RETURNS gov_cloud.capacity
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_make';
COMMENT ON FUNCTION gov_cloud.capacity(numeric, numeric, numeric, numeric) IS 'a capacity of its four amounts';

CREATE FUNCTION gov_cloud.capacity_vcpu(gov_cloud.capacity) RETURNS numeric
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_vcpu';
COMMENT ON FUNCTION gov_cloud.capacity_vcpu(gov_cloud.capacity) IS 'virtual CPUs';
CREATE FUNCTION gov_cloud.capacity_memory_gb(gov_cloud.capacity) RETURNS numeric
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_memory_gb';
COMMENT ON FUNCTION gov_cloud.capacity_memory_gb(gov_cloud.capacity) IS 'memory in GB';
CREATE FUNCTION gov_cloud.capacity_storage_gb(gov_cloud.capacity) RETURNS numeric
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_storage_gb';
COMMENT ON FUNCTION gov_cloud.capacity_storage_gb(gov_cloud.capacity) IS 'storage in GB';
CREATE FUNCTION gov_cloud.capacity_bandwidth_mbps(gov_cloud.capacity) RETURNS numeric
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_bandwidth_mbps';
COMMENT ON FUNCTION gov_cloud.capacity_bandwidth_mbps(gov_cloud.capacity) IS 'bandwidth in Mbit/s';

CREATE FUNCTION gov_cloud.capacity_eq(gov_cloud.capacity, gov_cloud.capacity) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_eq';
COMMENT ON FUNCTION gov_cloud.capacity_eq(gov_cloud.capacity, gov_cloud.capacity) IS 'implementation of = operator';
CREATE FUNCTION gov_cloud.capacity_ne(gov_cloud.capacity, gov_cloud.capacity) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_ne';
COMMENT ON FUNCTION gov_cloud.capacity_ne(gov_cloud.capacity, gov_cloud.capacity) IS 'implementation of <> operator';
CREATE FUNCTION gov_cloud.capacity_hash(gov_cloud.capacity) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_hash';
COMMENT ON FUNCTION gov_cloud.capacity_hash(gov_cloud.capacity) IS 'hash support';
CREATE FUNCTION gov_cloud.capacity_hash_extended(gov_cloud.capacity, bigint) RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_hash_extended';
COMMENT ON FUNCTION gov_cloud.capacity_hash_extended(gov_cloud.capacity, bigint) IS 'hash support';

CREATE OPERATOR gov_cloud.= (
    LEFTARG = gov_cloud.capacity, RIGHTARG = gov_cloud.capacity, FUNCTION = gov_cloud.capacity_eq,
    COMMUTATOR = OPERATOR(gov_cloud.=), NEGATOR = OPERATOR(gov_cloud.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR gov_cloud.= (gov_cloud.capacity, gov_cloud.capacity) IS 'equal in every dimension';
CREATE OPERATOR gov_cloud.<> (
    LEFTARG = gov_cloud.capacity, RIGHTARG = gov_cloud.capacity, FUNCTION = gov_cloud.capacity_ne,
    COMMUTATOR = OPERATOR(gov_cloud.<>), NEGATOR = OPERATOR(gov_cloud.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR gov_cloud.<> (gov_cloud.capacity, gov_cloud.capacity) IS 'differs in some dimension';
CREATE OPERATOR CLASS gov_cloud.capacity_ops DEFAULT FOR TYPE gov_cloud.capacity USING hash AS
    OPERATOR 1 gov_cloud.= ,
    FUNCTION 1 gov_cloud.capacity_hash(gov_cloud.capacity),
    FUNCTION 2 gov_cloud.capacity_hash_extended(gov_cloud.capacity, bigint);
COMMENT ON OPERATOR CLASS gov_cloud.capacity_ops USING hash IS 'capacities are grouped by equality; they have no order';

CREATE FUNCTION gov_cloud.capacity_contained(gov_cloud.capacity, gov_cloud.capacity) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_contained';
COMMENT ON FUNCTION gov_cloud.capacity_contained(gov_cloud.capacity, gov_cloud.capacity) IS 'implementation of <@ operator';
CREATE FUNCTION gov_cloud.capacity_contains(gov_cloud.capacity, gov_cloud.capacity) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_contains';
COMMENT ON FUNCTION gov_cloud.capacity_contains(gov_cloud.capacity, gov_cloud.capacity) IS 'implementation of @> operator';
CREATE OPERATOR gov_cloud.<@ (
    LEFTARG = gov_cloud.capacity, RIGHTARG = gov_cloud.capacity, FUNCTION = gov_cloud.capacity_contained,
    COMMUTATOR = OPERATOR(gov_cloud.@>), RESTRICT = contsel, JOIN = contjoinsel
);
COMMENT ON OPERATOR gov_cloud.<@ (gov_cloud.capacity, gov_cloud.capacity) IS 'fits into: not larger in any dimension';
CREATE OPERATOR gov_cloud.@> (
    LEFTARG = gov_cloud.capacity, RIGHTARG = gov_cloud.capacity, FUNCTION = gov_cloud.capacity_contains,
    COMMUTATOR = OPERATOR(gov_cloud.<@), RESTRICT = contsel, JOIN = contjoinsel
);
COMMENT ON OPERATOR gov_cloud.@> (gov_cloud.capacity, gov_cloud.capacity) IS 'has room for: not smaller in any dimension';

CREATE FUNCTION gov_cloud.capacity_plus(gov_cloud.capacity, gov_cloud.capacity) RETURNS gov_cloud.capacity
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_plus';
COMMENT ON FUNCTION gov_cloud.capacity_plus(gov_cloud.capacity, gov_cloud.capacity) IS 'implementation of + operator';
CREATE FUNCTION gov_cloud.capacity_minus(gov_cloud.capacity, gov_cloud.capacity) RETURNS gov_cloud.capacity
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_minus';
COMMENT ON FUNCTION gov_cloud.capacity_minus(gov_cloud.capacity, gov_cloud.capacity) IS 'implementation of - operator';
CREATE FUNCTION gov_cloud.capacity_times(gov_cloud.capacity, numeric) RETURNS gov_cloud.capacity
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_times';
COMMENT ON FUNCTION gov_cloud.capacity_times(gov_cloud.capacity, numeric) IS 'implementation of * operator';
CREATE FUNCTION gov_cloud.capacity_count_times(numeric, gov_cloud.capacity) RETURNS gov_cloud.capacity
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_count_times';
COMMENT ON FUNCTION gov_cloud.capacity_count_times(numeric, gov_cloud.capacity) IS 'implementation of * operator';
CREATE OPERATOR gov_cloud.+ (
    LEFTARG = gov_cloud.capacity, RIGHTARG = gov_cloud.capacity, FUNCTION = gov_cloud.capacity_plus,
    COMMUTATOR = OPERATOR(gov_cloud.+)
);
COMMENT ON OPERATOR gov_cloud.+ (gov_cloud.capacity, gov_cloud.capacity) IS 'add in every dimension';
CREATE OPERATOR gov_cloud.- (
    LEFTARG = gov_cloud.capacity, RIGHTARG = gov_cloud.capacity, FUNCTION = gov_cloud.capacity_minus
);
COMMENT ON OPERATOR gov_cloud.- (gov_cloud.capacity, gov_cloud.capacity) IS 'subtract in every dimension; a decrease is negative';
CREATE OPERATOR gov_cloud.* (
    LEFTARG = gov_cloud.capacity, RIGHTARG = numeric, FUNCTION = gov_cloud.capacity_times,
    COMMUTATOR = OPERATOR(gov_cloud.*)
);
COMMENT ON OPERATOR gov_cloud.* (gov_cloud.capacity, numeric) IS 'times a count';
CREATE OPERATOR gov_cloud.* (
    LEFTARG = numeric, RIGHTARG = gov_cloud.capacity, FUNCTION = gov_cloud.capacity_count_times,
    COMMUTATOR = OPERATOR(gov_cloud.*)
);
COMMENT ON OPERATOR gov_cloud.* (numeric, gov_cloud.capacity) IS 'times a count';

CREATE AGGREGATE gov_cloud.sum(gov_cloud.capacity) (
    SFUNC = gov_cloud.capacity_plus, STYPE = gov_cloud.capacity,
    COMBINEFUNC = gov_cloud.capacity_plus, PARALLEL = SAFE
);
COMMENT ON AGGREGATE gov_cloud.sum(gov_cloud.capacity) IS 'sum of capacities; NULL over no rows, as for numbers';

CREATE FUNCTION gov_cloud.capacity_growth(before gov_cloud.capacity, after gov_cloud.capacity,
        OUT vcpu numeric, OUT memory_gb numeric, OUT storage_gb numeric, OUT bandwidth_mbps numeric)
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_growth';
COMMENT ON FUNCTION gov_cloud.capacity_growth(gov_cloud.capacity, gov_cloud.capacity) IS '(after - before) / before in every dimension; NULL from a zero base, where the ratio is undefined';
CREATE FUNCTION gov_cloud.capacity_max_growth(before gov_cloud.capacity, after gov_cloud.capacity) RETURNS numeric
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_capacity_max_growth';
COMMENT ON FUNCTION gov_cloud.capacity_max_growth(gov_cloud.capacity, gov_cloud.capacity) IS 'the largest growth of any dimension; NULL when every base is zero';
