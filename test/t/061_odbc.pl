# A reporting tool over real ODBC (contrib/clients/odbc): isql reads the Chinese-labelled views of matters,
# deadlines, idle resources and statements; headings and values arrive as they are.
use strict;
use warnings;
use County;
use GovCloud;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

my ($node, $database) = county('odbc', '2026-02-10 10:00+08');
may_log_in($node, $database, map { "regress_county_$_" } qw(unit other bureau finance));

# the example's two files, with this server's port
my $dir = PostgreSQL::Test::Utils::tempdir;
my $example = "$ENV{TOP}/contrib/clients/odbc";
append_to_file("$dir/odbcinst.ini", slurp_file("$example/odbcinst.ini"));
append_to_file("$dir/odbc.ini", slurp_file("$example/odbc.ini") =~ s/^Port .*$/"Port = " . $node->port/mer);
$ENV{ODBCSYSINI} = $dir;
$ENV{ODBCINI} = "$dir/odbc.ini";
$ENV{LC_ALL} = 'C.UTF-8';

# rows(login, query): what isql prints, headings first
sub rows {
    my ($login, $query) = @_;
    my ($out, $err) = ('', '');
    IPC::Run::run([ 'isql', 'county', "regress_county_$login", password(), '-b', '-d|', '-c', '-v' ], '<', \"$query\n", '>', \$out, '2>', \$err,
        IPC::Run::timeout(60));
    diag($err) if $err;
    return $out;
}
# two matters with a term each, one of them over the Spring Festival; a bill
$node->safe_psql($database, <<'SQL');
CREATE FUNCTION public.registers(who text, title text) RETURNS bigint LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.register_system(%L, false, ''county'', provider => %s, jurisdiction => ''341522'')', title, p.organization))::bigint
    FROM gov_cloud.person p WHERE p.login = 'regress_county_vendor'
$$;
SELECT opens('other', 'force_majeure', '2026-01-15 08:00+08', registers('other', '低保核对系统'), ', data => ''{"occurred_on": "2026-01-15"}'''),
       opens('unit', 'force_majeure', '2026-02-05 08:00+08', registers('unit', '学籍管理系统'), ', data => ''{"occurred_on": "2026-02-05"}''');

INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed)
SELECT unit_id, jurisdiction, provider_id, id, 'vm', name || '服务器', '2025-12-01', '[2026-01-11,)' FROM gov_cloud.system;
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, provider_id, effective_at, valid, vcpu, memory_gb, storage_gb)
SELECT id, unit_id, jurisdiction, provider_id, '2025-12-01', '[2025-12-01,)', 4, 8, 0 FROM gov_cloud.resource;
SELECT at('2026-01-01 09:00+08');
SELECT done('finance', format('SELECT gov_cloud.create_price_list(''341522'', %s, ''2026'', ''2026-01-01'')', organization)) AS list
FROM gov_cloud.person WHERE login = 'regress_county_vendor' \gset
SELECT done('finance', format('SELECT gov_cloud.set_price(%s, ''vm'', %L, ''month'', %s)', :list, component, amount))
FROM (VALUES ('vcpu', 31), ('memory_gb', 15.5), ('storage_gb', 0.1)) p (component, amount);
SELECT done('finance', 'SELECT gov_cloud.publish_price_list(' || :list || ')');
SELECT at('2026-02-10 10:00+08');
SELECT done('finance', 'SELECT added FROM gov_cloud.draft_statements(''341522'')');
SELECT done('finance', 'SELECT number FROM gov_cloud.close_statement((SELECT id FROM gov_cloud.statement WHERE month = ''2026-01-01''))');
SQL

# an idle machine by the county's own rule: day figures of November to January, the last month's a little higher
$node->safe_psql($database, <<'SQL');
SELECT at('2025-11-01 09:00+08');
SELECT done('sys', format('SELECT gov_cloud.adopt_local_rule(''341522'', ''huoqiu/1'', %L, %L, ''县政府办公会议纪要'')', name, value))
FROM (VALUES ('threshold_pct', '15'), ('window_months', '3')) r (name, value);
UPDATE gov_cloud.system SET status = 'in_service', in_service = '[2025-10-01,)';
UPDATE gov_cloud.resource SET provisioned_at = '2025-10-01';
INSERT INTO gov_cloud.series (resource, metric, source, statistic, period, origin)
SELECT id, 'cpu', 'prometheus', 'max', 300, 'hypervisor' FROM gov_cloud.resource;
SELECT at('2026-02-10 10:00+08');
SELECT done('sys', 'SELECT gov_cloud.open_sample_days(''2025-11-01'', ''2026-01-31'')');
INSERT INTO gov_cloud_data.usage_day (resource, series, day, n, expected, closed, lowest, highest, total, p95)
SELECT s.resource, s.id, d::date, 288, 288, true, 0, p, p * 100, p
FROM gov_cloud.series s JOIN gov_cloud.resource r ON r.id = s.resource,
     generate_series('2025-11-01'::timestamp, '2026-01-31', '1 day') d,
     LATERAL (SELECT CASE WHEN r.name LIKE '低保%' THEN 62.5 WHEN d < '2026-01-01' THEN 4.25 ELSE 14.9996 END) x (p);
UPDATE gov_cloud.sample_day SET state = 'closed';
SELECT done('bureau', 'SELECT outcome FROM gov_cloud.scan_efficiency(''341522'', dry_run => false)');
SQL

is(rows('bureau', 'SELECT "事项编号", "办理程序", "依据", "使用单位", "信息系统", "当前状态", "可办理方", "提出时间", "办结时间", "最近期限",'
        . ' "期限条款", "截止日期", "剩余工作日", "剩余自然日", "逾期自然日", "期限状态" FROM gov_cloud.v_matter_board ORDER BY 1'), <<'TEXT', 'matters');
事项编号|办理程序|依据|使用单位|信息系统|当前状态|可办理方|提出时间|办结时间|最近期限|期限条款|截止日期|剩余工作日|剩余自然日|逾期自然日|期限状态
1|不可抗力|霍邱县使用政务云管理办法（试行）|县民政局|低保核对系统|已发生|云服务商、使用单位、县数管局|2026-01-15 08:00:00||15日内通知并提交证明|协议8.2|2026-01-30|||11|已逾期
2|不可抗力|霍邱县使用政务云管理办法（试行）|县教育局|学籍管理系统|已发生|云服务商、使用单位、县数管局|2026-02-05 08:00:00||15日内通知并提交证明|协议8.2|2026-02-24|5|14||未到期
TEXT
is(rows('bureau', 'SELECT "期限", "时限", "类型", "责任单位", "起算时间", "截止日期", "日期效力", "剩余工作日", "剩余自然日", "逾期工作日", "逾期自然日", "状态"'
        . ' FROM gov_cloud.v_deadline_board ORDER BY "期限编号"'), <<'TEXT', 'deadlines');
期限|时限|类型|责任单位|起算时间|截止日期|日期效力|剩余工作日|剩余自然日|逾期工作日|逾期自然日|状态
15日内通知并提交证明|15日|最迟|县民政局|2026-01-15 00:00:00|2026-01-30|确定|||7|11|已逾期
15日内通知并提交证明|15日|最迟|县教育局|2026-02-05 00:00:00|2026-02-24|确定|5|14|||未到期
TEXT
is(rows('unit', 'SELECT "使用单位", "期限", "状态" FROM gov_cloud.v_deadline_board'), "使用单位|期限|状态\n县教育局|15日内通知并提交证明|未到期\n",
    'a unit sees its own');
is(rows('bureau', 'SELECT "使用单位", "信息系统", "资源名称", "指标", "起始日期", "截止日期", "日峰值均值", "阈值", "阈值依据", "判定", "有效天数",'
        . ' "连续月数", "认定日期", "状态" FROM gov_cloud.v_idle_report ORDER BY "起始日期"'), <<'TEXT', 'idle resources');
使用单位|信息系统|资源名称|指标|起始日期|截止日期|日峰值均值|阈值|阈值依据|判定|有效天数|连续月数|认定日期|状态
县教育局|学籍管理系统|学籍管理系统服务器|CPU|2025-11-01|2025-11-30|4.2500|15.0000|本地规则|低于阈值|30|3|2026-02-01|待处理
县教育局|学籍管理系统|学籍管理系统服务器|CPU|2025-12-01|2025-12-31|4.2500|15.0000|本地规则|低于阈值|31|3|2026-02-01|待处理
县教育局|学籍管理系统|学籍管理系统服务器|CPU|2026-01-01|2026-01-31|14.9996|15.0000|本地规则|低于阈值|31|3|2026-02-01|待处理
TEXT
is(rows('other', 'SELECT "资源名称" FROM gov_cloud.v_idle_report'), "资源名称\n", 'not the other unit\'s');
is(rows('finance', 'SELECT "结算单号", "结算月份", "结算状态", "付款方", "云服务商", "使用单位", "资源名称", "计费项", "起始日期", "截止日期", "天数", "数量", "单价",'
        . ' "计价周期", "金额", "结算单合计" FROM gov_cloud.v_statement WHERE "结算月份" = \'2026-01\' ORDER BY "使用单位", "计费项"'), <<'TEXT', 'statement');
结算单号|结算月份|结算状态|付款方|云服务商|使用单位|资源名称|计费项|起始日期|截止日期|天数|数量|单价|计价周期|金额|结算单合计
341522-2026-000001|2026-01|已结算|统一支付|云服务有限公司|县教育局|学籍管理系统服务器|CPU(核)|2026-01-11|2026-01-31|21|4.0000|31.0000|月|84.00|336.00
341522-2026-000001|2026-01|已结算|统一支付|云服务有限公司|县教育局|学籍管理系统服务器|内存(GB)|2026-01-11|2026-01-31|21|8.0000|15.5000|月|84.00|336.00
341522-2026-000001|2026-01|已结算|统一支付|云服务有限公司|县民政局|低保核对系统服务器|CPU(核)|2026-01-11|2026-01-31|21|4.0000|31.0000|月|84.00|336.00
341522-2026-000001|2026-01|已结算|统一支付|云服务有限公司|县民政局|低保核对系统服务器|内存(GB)|2026-01-11|2026-01-31|21|8.0000|15.5000|月|84.00|336.00
TEXT
is(rows('finance', 'SELECT "结算月份", "结算状态", "明细数", "合计", "可结算日期", "结算时间" FROM gov_cloud.v_statement_total ORDER BY 1'), <<'TEXT', 'its totals');
结算月份|结算状态|明细数|合计|可结算日期|结算时间
2026-01|已结算|4|336.00|2026-02-06|2026-02-10 10:00:00
2026-02|草稿|4|496.00|2026-03-06|
TEXT

ok(log_is_calm($node), 'nothing crashed');
done_testing();
