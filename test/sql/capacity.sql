-- Type capacity: text forms, exactness, arithmetic, comparison, growth.
SET search_path = gov_cloud, public;

-- any order, any dimension left out, Chinese and full-width; printed in one form
SELECT i, i::capacity FROM unnest(ARRAY[
    '4 vCPU, 8 GB, 100 GB storage, 20 Mbit/s',
    '20 Mbps,100GB storage,4vcpu',
    '0 vCPU',
    '-6 vCPU, +0.5 GB memory',
    '4 核,8 GB 内存,100 GB 存储',
    '４　核，８ＧＢ',
    '0.0001 GB, 1.50000 vCPU',
    '922337203685477.5807 GB storage']) i;

-- what is no capacity says why
SELECT ''::capacity;
SELECT '4'::capacity;
SELECT '4 vCPU,'::capacity;
SELECT '4 vCPU 8 GB'::capacity;
SELECT '4 vCPU, 4 vCPU'::capacity;
SELECT 'vCPU'::capacity;
SELECT '4 TB storage'::capacity;
SELECT '. vCPU'::capacity;
SELECT '1.2.3 vCPU'::capacity;
SELECT '0.00001 vCPU'::capacity;
SELECT '922337203685477.5808 GB'::capacity;
SELECT '99999999999999999999 GB'::capacity;
SELECT 'a very long unit that is longer than any known one is'::capacity;
SELECT '4 a very long unit that is longer than any known one is'::capacity;

-- from numbers and back
SELECT capacity(4, 8), capacity(storage_gb => 0.25), capacity('2 vCPU');
SELECT capacity_vcpu(c), capacity_memory_gb(c), capacity_storage_gb(c), capacity_bandwidth_mbps(c)
FROM capacity(1, 0.5, 1024.1250, -3) c;
SELECT capacity('NaN'::numeric, 1, 2, 3);
SELECT capacity('Infinity'::numeric, 1, 2, 3);
SELECT capacity(1e20, 1, 2, 3);
SELECT capacity(1e-5, 1, 2, 3);

-- arithmetic is exact and checked
SELECT '4 vCPU, 8 GB'::capacity + '1.5 vCPU, 20 Mbit/s'::capacity AS plus,
       '4 vCPU, 8 GB'::capacity - '10 vCPU'::capacity AS minus,
       '4 vCPU, 8 GB'::capacity * 3 AS times, 0.5 * '0.25 vCPU'::capacity AS count_times;
SELECT '0.0001 vCPU'::capacity * 0.5;
SELECT '922337203685477 vCPU'::capacity + '922337203685477 vCPU'::capacity;
SELECT '-922337203685477 vCPU'::capacity - '922337203685477 vCPU'::capacity;
SELECT '922337203685477 vCPU'::capacity * 2;
SELECT sum(c), sum(c) FILTER (WHERE false) AS none
FROM (VALUES ('4 vCPU, 8 GB'::capacity), (NULL), ('0.1 vCPU'), ('0.2 vCPU')) v(c);

-- equality groups, containment compares; there is no total order
SELECT a = b AS eq, a <> b AS ne, a <@ b AS fits, a @> b AS holds
FROM (VALUES ('4 vCPU, 8 GB'::capacity, '8 GB, 4.0 vCPU'::capacity), ('4 vCPU, 8 GB', '4 vCPU, 9 GB'),
      ('4 vCPU, 8 GB', '5 vCPU, 7 GB')) v(a, b);
SELECT c, count(*) FROM (VALUES ('1 vCPU'::capacity), ('1.0 vCPU'), ('2 vCPU')) v(c) GROUP BY c ORDER BY count(*);
SELECT '1 vCPU'::capacity < '2 vCPU'::capacity;
SELECT count(*) FROM generate_series(1, 3) i
JOIN generate_series(2, 4) j ON capacity(i) = capacity(j);

-- growth: 10 to 15 cores is exactly half; from nothing it is undefined (contracts: a zero base gives NULL)
SELECT g.* FROM capacity_growth('10 vCPU, 8 GB, 3 GB storage', '15 vCPU, 2 GB, 4 GB storage, 1 Mbit/s') g;
SELECT capacity_max_growth('10 vCPU, 8 GB', '15 vCPU, 2 GB, 4 GB storage') AS half,
       capacity_max_growth('0 vCPU', '4 vCPU') AS undefined, capacity_max_growth('8 GB', '6 GB') AS shrunk;
SELECT capacity_max_growth('10 vCPU', '15 vCPU') > 0.5 AS over;

-- parallel sum, binary form, storage
CREATE TABLE much (n integer, c capacity);
INSERT INTO much SELECT n, capacity(n, n / 2.0) FROM generate_series(1, 10000) n;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT sum(c) FROM much;
SELECT sum(c) FROM much;
SELECT capacity_send('1 vCPU, -1 GB');
\copy much TO 'build/capacity.bin' (FORMAT binary)
CREATE TABLE copied (LIKE much);
\copy copied FROM 'build/capacity.bin' (FORMAT binary)
SELECT count(*) FROM much JOIN copied USING (n) WHERE much.c = copied.c;

-- words as people write them
SELECT i, plain_text(i) FROM unnest(ARRAY['霍邱　县 数管局', ' ＣＰＵ（核）：８ ', E'使用单\u00a0位', E'elastic \u2002 vm', '三 级 A类', E'\ufeff99％', '']) i;
