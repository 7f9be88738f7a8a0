# A standby does nothing; promoted, it takes over what the primary left.
use strict;
use warnings;
use lib "$ENV{TOP}/test/perl";
use GovCloud;
use Hostile;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = hostile_server();
my $primary = cloud_node('primary', 'allows_streaming', 'shared_preload_libraries = ' . build_probe(),
    "gov_cloud.databases = 'cloud'", 'gov_cloud.naptime = 1s', 'gov_cloud.allow_http = on',
    "gov_cloud.allow_addresses = '127.0.0.1'", 'gov_cloud.fetch_timeout = 60s',
    'synchronous_commit = on');
cloud_database($primary, 'cloud');
probe_tables($primary, 'cloud');
$primary->backup('copy');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'copy', has_streaming => 1);
$standby->start;

my $ours = "SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'gov_cloud%'";
is($standby->safe_psql('cloud', $ours), '0', 'no process of ours on a standby');
is($standby->safe_psql('cloud', "SELECT detail FROM gov_cloud.health() WHERE name = 'worker' AND ok"), 'none runs on a standby',
    'which is as it should be');
my ($code, $out, $err) = $standby->psql('cloud', 'SELECT gov_cloud.start_worker()');
like($err, qr/no worker runs on a standby/, 'nor can one be started');

$primary->safe_psql('cloud', "INSERT INTO probe.request (key, url, times) VALUES ('hang', 'http://127.0.0.1:$server->{port}{hang}/', 1),
    ('ok', 'http://127.0.0.1:$server->{port}{ok}/', 2)");
$primary->safe_psql('cloud', "SELECT gov_cloud.run_task('probe')");
$primary->poll_query_until('cloud', "SELECT count(*) = 1 FROM probe.answer WHERE key = 'ok'");
$primary->wait_for_catchup($standby);
$primary->stop('immediate');
is($standby->safe_psql('cloud', "SELECT outcome IS NULL FROM gov_cloud.task_run WHERE task = 'probe' ORDER BY id DESC LIMIT 1"), 't',
    'the primary died in the middle of a run');
$standby->promote;
ok($standby->poll_query_until('cloud', "SELECT count(*) = 2 FROM probe.answer WHERE key = 'ok'"), 'promoted, it goes on with it');
is($standby->safe_psql('cloud', "SELECT string_agg(outcome, ' ' ORDER BY id) FROM gov_cloud.task_run WHERE task = 'probe' AND outcome = 'lost'"),
    'lost', 'the run of the dead primary is marked');
ok($standby->poll_query_until('cloud', "SELECT bool_and(ok) FROM gov_cloud.health() WHERE name IN ('storage', 'instance', 'preload', 'worker', 'tasks')"), 'health is green');
$standby->stop;
ok(log_is_calm($standby) && log_is_calm($primary), 'no crash and no internal error');
done_testing();
