# What the machine may do to the worker.  A name server that does not answer: libcurl's threads hang, the worker does not;
# it fails the request in time, serves the others, hears every signal, lets databases be dropped and the server stop.  A
# wall clock that somebody sets: tasks go on, and the audit says so.
use strict;
use warnings;
use lib "$ENV{TOP}/test/perl";
use GovCloud;
use Hostile;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes 'time';

my $server = hostile_server();
my $dir = PostgreSQL::Test::Utils::tempdir();
system_or_bail('gcc', '-shared', '-fPIC', '-O1', '-o', "$dir/faults.so", "$ENV{TOP}/test/hostile/faults.c");
my @settings = ('shared_preload_libraries = ' . build_probe(), "gov_cloud.databases = 'cloud'", 'gov_cloud.naptime = 1s',
    'gov_cloud.allow_http = on', "gov_cloud.allow_addresses = '127.0.0.1'", 'gov_cloud.fetch_connect_timeout = 1s',
    'gov_cloud.fetch_timeout = 20s');
my $node = do {
    local $ENV{LD_PRELOAD} = "$dir/faults.so";
    local $ENV{GOV_CLOCK_STEP} = "$dir/step";
    cloud_node('faults', @settings);
};
cloud_database($node, 'cloud');
probe_tables($node, 'cloud');
my $worker = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker'";
$node->poll_query_until('cloud', "SELECT EXISTS ($worker)");
my $pid = $node->safe_psql('cloud', $worker);

# asks for a name that hangs and for one that does not, and waits for the answers
sub ask {
    $node->safe_psql('cloud', "TRUNCATE probe.request, probe.answer; INSERT INTO probe.request (key, url)
        VALUES ('hung', 'http://$_[0].slow/'), ('good', 'http://127.0.0.1:$server->{port}{ok}/')");
    $node->safe_psql('cloud', "SELECT gov_cloud.run_task('probe')");
}
ask('one');
$node->safe_psql('cloud', "SELECT gov_cloud.wait_for_task('probe')");
is($node->safe_psql('cloud', "SELECT string_agg(concat_ws(' ', key, error_class, phase), ', ' ORDER BY key) FROM probe.answer"),
    'good accept, hung dns resolve', 'the look-up that hangs fails, the other request does not');
is($node->safe_psql('cloud', "SELECT elapsed_ms BETWEEN 900 AND 1300 FROM probe.answer WHERE key = 'hung'"), 't',
    'within the time to connect, though its thread hangs for a minute');
ask('one');
$node->safe_psql('cloud', "SELECT gov_cloud.wait_for_task('probe')");
is($node->safe_psql('cloud', "SELECT error_class FROM probe.answer WHERE key = 'hung'"), 'breaker',
    'and the name is left alone, so that threads do not pile up');

# the clock goes a day ahead, and three days back
sub works {
    my ($name) = @_;
    my $token = $node->safe_psql('cloud', "SELECT token FROM gov_cloud.task WHERE name = 'heartbeat'");
    ok($node->poll_query_until('cloud', "SELECT token > $token AND lease_until IS NULL FROM gov_cloud.task WHERE name = 'heartbeat'"), $name);
}
$node->safe_psql('cloud', "SELECT gov_cloud.set_task('heartbeat', true, 1)");
my $steps = "SELECT note FROM gov_cloud_data.audit_event WHERE event = 'clock_step' ORDER BY xid";
append_to_file("$dir/step", 86400);
ok($node->poll_query_until('cloud', "SELECT count(*) = 1 FROM ($steps) s"), 'a clock set ahead is in the audit');
works('and the tasks go on');
unlink "$dir/step";
append_to_file("$dir/step", -172800);
ok($node->poll_query_until('cloud', "SELECT count(*) = 2 FROM ($steps) s"), 'so is one set back');
works('and no task waits for the days to pass again');
like($node->safe_psql('cloud', $steps), qr/^the wall clock moved by (86399|86400|86401) s\nthe wall clock moved by -(259199|259200|259201) s$/,
    'by how much');
unlink "$dir/step";

# while a look-up hangs
$node->append_conf('postgresql.conf', 'gov_cloud.fetch_connect_timeout = 20s');
$node->reload;
ask('two');
$node->poll_query_until('cloud', "SELECT count(*) = 1 FROM probe.answer");
$node->poll_query_until('cloud', "SELECT query LIKE 'fetching: 1 %' FROM pg_stat_activity WHERE pid = $pid");
kill $_, $pid for ('HUP', 'USR1') x 200;
$node->safe_psql('postgres', 'CREATE DATABASE elsewhere');
$node->safe_psql('postgres', "SET statement_timeout = '3s'; DROP DATABASE elsewhere");
pass('a database can be dropped, under a storm of signals');
is($node->safe_psql('cloud', "SELECT pid FROM ($worker) w"), $pid, 'which the worker outlives');
my $begun = time;
$node->stop('fast');
cmp_ok(time - $begun, '<', 5, 'the server stops while a look-up hangs');
ok(log_is_calm($node), 'no crash and no internal error');
done_testing();
