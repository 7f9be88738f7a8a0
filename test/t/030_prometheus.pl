# A real Prometheus: history in chunks, steady polling, gaps, strangers, errors, a crash in the middle; samples and
# day figures are the generator's numbers.
use strict;
use warnings;
use lib "$ENV{TOP}/test/perl";
use GovCloud;
use Prometheus;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# ---- history: 1 to 9 March 2026, local days, every five minutes ----
my $begin = 1772294400;    # 2026-03-01 00:00 +08
my $step = 300;
my $days = 8;
my ($day, $n) = (86400, 288);
# value of a machine at a step, in hundredths, so that the test's own sums are whole numbers
my %rule = (
    'vm-a' => sub { 500 + ($_[0] * 7) % 991 },
    'vm-b' => sub { my $of_day = $_[0] % $n; $of_day >= 72 && $of_day < 144 ? undef : 1000 + $_[0] % 13 },
    'ghost' => sub { 4200 },
);
my @cpu;
for my $machine (sort keys %rule) {
    for my $no (0 .. $days * $n - 1) {
        my $value = $rule{$machine}->($no);
        push @cpu, [ "uuid=\"$machine\"", $begin + $no * $step, sprintf('%.4f', $value / 10000) ] if defined $value;
    }
}
my $power = [ map { [ 'uuid="vm-a"', $begin + $_ * $step, 1 ] } 0 .. $days * $n - 1 ];
my $history = prometheus_history({ vm_cpu_ratio => \@cpu, vm_power => $power });
my $port = PostgreSQL::Test::Cluster::get_free_port();
my $prometheus = prometheus_start($history, $port);

my $node = cloud_node('poll', "gov_cloud.databases = 'cloud'", 'gov_cloud.naptime = 1s', 'gov_cloud.allow_http = on',
    "gov_cloud.allow_addresses = '127.0.0.1'", "gov_cloud.clock = '2026-03-04 10:02'");
cloud_database($node, 'cloud');
sub sql { return $node->safe_psql('cloud', $_[0]) }

# poll($moment): the clock moves there, and the worker fetches until nothing is left to fetch
sub poll {
    my ($moment) = @_;
    $node->safe_psql('postgres', "ALTER SYSTEM SET gov_cloud.clock = '$moment'");
    $node->reload;
    $node->poll_query_until('cloud', "SELECT gov_cloud.clock() = '$moment+08'");
    sql("SELECT gov_cloud.run_task('poll')");
    return sql("SELECT gov_cloud.wait_for_task('poll')");
}

sql(<<'SQL');
GRANT gov_cloud_sysadmin TO CURRENT_USER;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('990100', '测试县');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction) VALUES
    (1, gov_cloud.uscc_complete('11990100MB0000001'), '县教育局', 'using_unit', '990100');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name) VALUES ('990100', 'vm', 'host', '云主机', '云主机');
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, name, classified, funding, status, in_service) VALUES
    (1, 1, '990100', '学籍系统', false, 'county', 'in_service', '[2025-01-01,)');
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, system_id, item, name, provisioned_at)
    SELECT n, 1, '990100', 1, 'vm', 'vm-' || n, '2025-01-01 00:00+08' FROM generate_series(1, 2) n;
SQL
sql("SELECT gov_cloud.add_source('prom', 'prometheus', 'http://127.0.0.1:$port',
    '{\"begins\": \"2026-02-28\", \"interval\": \"5 minutes\", \"lag\": \"60\", \"timeout\": \"10\"}')");
my $cpu = sql("SELECT gov_cloud.add_source_metric('prom', 'cpu', 'avg by (uuid) (vm_cpu_ratio)', 'uuid', scale => 100)");
my $power_metric = sql("SELECT gov_cloud.add_source_metric('prom', 'power', 'vm_power', 'uuid', statistic => 'last', highest => 1)");
# what they say before they are mapped is a stranger's, and is fetched again once they are
poll('2026-03-04 10:02');
sql("SELECT gov_cloud.map_machine('prom', 'vm-a', 1), gov_cloud.map_machine('prom', 'vm-b', 2)");

# ---- history, chunk by chunk ----
poll('2026-03-04 10:02');
my $progress = "SELECT metric, next_at AT TIME ZONE 'Asia/Shanghai', failures, percent FROM gov_cloud.v_source_progress ORDER BY 1";
is(sql($progress), "cpu|2026-03-04 10:05:00|0|100.0\npower|2026-03-04 10:05:00|0|100.0", 'history is fetched up to now, less the lag');
cmp_ok(sql("SELECT points FROM gov_cloud.source_cursor WHERE source_metric = $cpu"), '>', 500, 'in chunks that grew');
my $totals = 'SELECT s.resource, s.metric, count(*), sum(value), min(at) = to_timestamp(1772294400) FROM gov_cloud_data.v_sample s GROUP BY 1, 2 ORDER BY 1, 2';

# total($machine, $first, $last): what the generator made of these steps: count and sum in hundredths
sub total {
    my ($machine, $first, $last) = @_;
    my @values = grep { defined } map { $rule{$machine}->($_) } $first .. $last;
    my $sum = 0;
    $sum += $_ for @values;
    return (scalar @values, $sum);
}
sub number { my $text = sprintf('%.2f', $_[0] / 100); $text =~ s/\.?0+$//; return $text }
my $last = 3 * $n + 120;    # 4 March 10:00
sub expected_totals {
    my ($to) = @_;
    my ($na, $sa) = total('vm-a', 0, $to);
    my ($nb, $sb) = total('vm-b', 0, $to);
    return join "\n", "1|cpu|$na|" . number($sa) . '|t', '1|power|' . ($to + 1) . '|' . ($to + 1) . '|t', "2|cpu|$nb|" . number($sb) . '|t';
}
is(sql($totals), expected_totals($last), 'every value, exactly');

is(sql("SELECT resource, reason, count(*), sum(extract(epoch FROM until_at - from_at))::int / 60 FROM gov_cloud.source_gap
        WHERE source_metric = $cpu GROUP BY 1, 2 ORDER BY 1, 2"),
    "0|not_kept|1|1440\n2|machine_silent|4|" . (3 * 360 + 245),
    'a day before the source begins, and the hours machine b was silent: gaps, whatever the chunks');
is(sql("SELECT reason, bool_and(times >= $last) FROM gov_cloud.usage_quarantine WHERE machine = 'ghost' GROUP BY 1"), 'unknown_machine|t',
    'an unknown machine is quarantined');
is(sql('SELECT count(*) FROM gov_cloud.resource'), 2, 'and makes no resource');

# ---- steady polling ----
poll('2026-03-04 10:07');
is(sql($totals), expected_totals($last + 1), 'five minutes later, one value more');
poll('2026-03-04 10:07');
is(sql($totals), expected_totals($last + 1), 'asked again, nothing more');

# ---- a crash in the middle, an answer twice ----
for my $moment ('2026-03-05 00:02', '2026-03-05 12:02', '2026-03-06 00:02') {
    $node->safe_psql('postgres', "ALTER SYSTEM SET gov_cloud.clock = '$moment'");
    $node->reload;
    sql("SELECT gov_cloud.run_task('poll')");
    $node->stop('immediate');
    $node->start;
}
poll('2026-03-06 12:02');
$last = 5 * $n + 144;
is(sql($totals), expected_totals($last), 'killed in the middle three times: the same totals');
sql("UPDATE gov_cloud.source_cursor SET next_at = begins_at, points = 7");
poll('2026-03-06 12:07');
$last++;
is(sql($totals), expected_totals($last), 'all of it again in small pieces: the same totals');
is(sql("SELECT count(*) FROM gov_cloud.usage_quarantine WHERE reason = 'differs'"), 0, 'and no contradiction');
is(sql("SELECT resource, reason, count(*) FROM gov_cloud.source_gap WHERE source_metric = $cpu GROUP BY 1, 2 ORDER BY 1, 2"),
    "0|not_kept|1\n2|machine_silent|6", 'and the same gaps');

# ---- days ----
sql("SELECT gov_cloud.run_task('close_days')");
my @figures;
for my $no (0 .. 4) {
    for my $machine ('vm-a', 'vm-b') {
        my ($count, $sum) = total($machine, $no * $n, $no * $n + $n - 1);
        my @values = sort { $a <=> $b } grep { defined } map { $rule{$machine}->($_) } $no * $n .. $no * $n + $n - 1;
        push @figures, join '|', $machine eq 'vm-a' ? 1 : 2, sprintf('2026-03-%02d', $no + 1), $count, $n, number($values[0]), number($values[-1]), number($sum), 't';
    }
}
is(sql("SELECT resource, day, n, expected, lowest, highest, trim_scale(total), closed FROM gov_cloud_data.v_day WHERE metric = 'cpu' AND day BETWEEN '2026-03-01' AND '2026-03-05' ORDER BY day, resource"),
    join("\n", @figures), "day figures are the generator's");

# ---- what goes wrong, and comes right again ----
sql("SELECT gov_cloud.alter_source_metric($power_metric, query => 'vm_power[')");
poll('2026-03-06 12:12');
my $errors = 'SELECT metric, failures, error_class FROM gov_cloud.v_source_progress ORDER BY 1';
is(sql($errors), "cpu|0|\npower|1|refused", 'a wrong query is refused, the other metric is not held up');
like(sql("SELECT error FROM gov_cloud.source_cursor WHERE source_metric = $power_metric"), qr/parse error/, "in the source's words");
sql("SELECT gov_cloud.alter_source_metric($power_metric, query => 'vm_power')");
prometheus_stop($prometheus);
poll('2026-03-06 13:00');
is(sql($errors), "cpu|1|connect\npower|2|connect", 'a dead source is told');
is(sql($totals) =~ /^1\|cpu\|(\d+)/ ? $1 : '', $last + 2, 'and moves no cursor');
my $away = sql("SELECT max(retry_at) > gov_cloud.clock() FROM gov_cloud.source_cursor");
is($away, 't', 'and is left alone for a while');
poll('2026-03-06 15:00');
poll('2026-03-06 18:00');
is(sql("SELECT ok FROM gov_cloud.health() WHERE name = 'sources'"), 'f', 'health turns red');
$prometheus = prometheus_start($history, $port);
# the worker's breaker for that host goes by the wall clock; a new worker has none
$node->restart;
poll('2026-03-07 10:02');
is(sql($errors), "cpu|0|\npower|0|", 'it comes back by itself');
is(sql($totals), expected_totals(6 * $n + 120), 'and nothing of its history is missing');
is(sql("SELECT ok FROM gov_cloud.health() WHERE name = 'sources'"), 't', 'health turns green');
ok(log_is_calm($node), 'a calm log');
prometheus_stop($prometheus);
$node->stop;
done_testing();
