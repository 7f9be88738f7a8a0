# Without preload: a worker for a trial, started and stopped by hand.
use strict;
use warnings;
use lib "$ENV{TOP}/test/perl";
use GovCloud;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = cloud_node('trial', "shared_preload_libraries = ''", 'gov_cloud.naptime = 1s');
cloud_database($node, 'cloud');
my $worker = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker'";
sub sql { return $node->safe_psql('cloud', $_[0]) }
sub works {
    my ($pid, $name) = @_;
    ok($node->poll_query_until('cloud', "SELECT EXISTS (SELECT FROM gov_cloud.task_run WHERE outcome = 'ok' AND said = 'worker $pid is alive')"), $name);
}
sql('GRANT gov_cloud_sysadmin TO CURRENT_USER');
is(sql("SELECT string_agg(name, ' ' ORDER BY name) FROM gov_cloud.health() WHERE NOT ok AND name IN ('storage', 'instance', 'preload', 'worker', 'tasks')"), 'preload worker', 'no worker runs by itself');
like(sql("SELECT detail FROM gov_cloud.health() WHERE name = 'worker'"), qr/start_worker\(\) starts one for a trial/, 'health says what to do');

sql('CREATE ROLE nobody LOGIN');
my ($code, $out, $err) = $node->psql('cloud', 'SET SESSION AUTHORIZATION nobody; SELECT gov_cloud.start_worker()');
like($err, qr/permission denied/, 'not everybody may start it');
like(sql('SELECT gov_cloud.start_worker()'), qr/^started for a trial/, 'a trial starts');
my $pid = sql($worker);
works($pid, 'and works');
is(sql("SELECT string_agg(name, ' ' ORDER BY name) FROM gov_cloud.health() WHERE NOT ok AND name IN ('storage', 'instance', 'preload', 'worker', 'tasks')"), 'preload', 'health still says that it is only a trial');
is(sql('SELECT gov_cloud.start_worker()'), "worker $pid is already running", 'one is enough');
sql("UPDATE gov_cloud.task SET next_run = clock_timestamp() WHERE name = 'heartbeat'; SELECT pg_terminate_backend($pid)");
$node->poll_query_until('cloud', "SELECT EXISTS ($worker AND pid <> $pid)");
$pid = sql($worker);
works($pid, 'the postmaster restarts it');
is(sql('SELECT gov_cloud.stop_worker()'), 't', 'stop_worker() ends it');
is(sql($worker), '', 'for good');
sql('SELECT gov_cloud.start_worker()');
$pid = sql($worker);
sql("UPDATE gov_cloud.task SET next_run = clock_timestamp() WHERE name = 'heartbeat'");
works($pid, 'and it can be started again');
sql('SELECT gov_cloud.stop_worker()');
$node->stop;
ok(log_is_calm($node), 'no crash and no internal error');
done_testing();
