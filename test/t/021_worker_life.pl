# A worker's life: it comes back whatever ends it, nothing it began is lost, it stands in nobody's way, and health() tells.
use strict;
use warnings;
use lib "$ENV{TOP}/test/perl";
use GovCloud;
use Hostile;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = hostile_server();
my $hang = "http://127.0.0.1:$server->{port}{hang}/";
my $node = cloud_node('life', 'shared_preload_libraries = ' . build_probe(), "gov_cloud.databases = 'cloud, later'",
    'gov_cloud.naptime = 1s', 'gov_cloud.allow_http = on', "gov_cloud.allow_addresses = '127.0.0.1'",
    'gov_cloud.fetch_timeout = 60s', 'restart_after_crash = on', 'synchronous_commit = on');
cloud_database($node, 'cloud');
probe_tables($node, 'cloud');

my $worker = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker' AND datname = 'cloud'";

# sql($query): answer from the database the worker serves
sub sql { return $node->safe_psql('cloud', $_[0]) }
sub health { return sql("SELECT ok FROM gov_cloud.health() WHERE name = '$_[0]'") }
sub detail { return sql("SELECT detail FROM gov_cloud.health() WHERE name = '$_[0]'") }

# waits for a worker other than the one named, and that it works; its pid
sub next_worker {
    my ($old) = @_;
    $node->poll_query_until('cloud', "SELECT EXISTS ($worker AND pid <> $old) AND bool_and(ok) FROM gov_cloud.health() WHERE name = 'worker'")
        or die "no worker came";
    return sql($worker);
}

# the worker does what it is asked: the same code on the first and on every restarted one
sub works {
    my ($pid, $name) = @_;
    sql("SELECT gov_cloud.set_task('heartbeat', true, 1)");
    my $token = sql("SELECT token FROM gov_cloud.task WHERE name = 'heartbeat'");
    ok($node->poll_query_until('cloud', "SELECT EXISTS (SELECT FROM gov_cloud.task_run WHERE task = 'heartbeat' AND token > $token
        AND outcome = 'ok' AND run_by = 'worker' AND said = 'worker $pid is alive')"), $name);
    sql("SELECT gov_cloud.set_task('heartbeat', true, 60)");
}

# ---- it starts, and health is green ----
my $pid = next_worker(0);
works($pid, 'the first worker works');
is(sql("SELECT string_agg(name || ' ' || detail, chr(10)) FROM gov_cloud.health() WHERE NOT ok AND name IN ('storage', 'instance', 'preload', 'worker', 'tasks')"), '', 'health is green');
like(detail('worker'), qr/^worker $pid is working, it last ended a task \d+ s ago$/, 'and says who works');
is(sql("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'gov_cloud launcher' AND datname IS NULL"), '1',
    'the launcher is connected to no database');

# ---- signals ----
sql("SELECT pg_cancel_backend($pid)");
works($pid, 'a cancelled worker goes on');
sql("CREATE ROLE nobody LOGIN; GRANT pg_signal_backend TO nobody; SET ROLE nobody; RESET ROLE");
my ($code, $out, $err) = $node->psql('cloud', "SET SESSION AUTHORIZATION nobody; SELECT pg_terminate_backend($pid)");
like($err, qr/must be a superuser to terminate superuser process/, 'no lesser role can end it');
sql("SELECT pg_terminate_backend($pid)");
$pid = next_worker($pid);
works($pid, 'the worker after a terminated one works');
sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'gov_cloud launcher'");
$node->poll_query_until('cloud', "SELECT count(*) = 1 FROM pg_stat_activity WHERE backend_type = 'gov_cloud launcher'");
works($pid, 'the worker outlives its launcher');
$node->poll_query_until('cloud', "SELECT count(*) = 1 FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker'");
is(sql($worker), $pid, 'and the next launcher starts no second one');
$node->reload;
works($pid, 'a reload changes nothing');

# ---- a run that its worker did not end is lost, recorded, and made up for ----
sql("INSERT INTO probe.request (key, url, times) VALUES ('hang', '$hang', 2)");
sql("SELECT gov_cloud.run_task('probe')");
$node->poll_query_until('cloud', "SELECT query LIKE 'fetching: %' FROM pg_stat_activity WHERE pid = $pid");
is(sql("SELECT backend_xmin IS NULL AND xact_start IS NULL FROM pg_stat_activity WHERE pid = $pid"), 't', 'no transaction is open during the fetch');
is(sql("SELECT ended_at IS NULL AND outcome IS NULL FROM gov_cloud.task_run WHERE task = 'probe' ORDER BY id DESC LIMIT 1"), 't',
    'the row of a run stands before its end');
works($pid, 'other tasks run during the fetch');
kill 'KILL', $pid;
$node->poll_query_until('cloud', 'SELECT true');
$pid = next_worker($pid);
works($pid, 'the worker after a crash works');
is(sql("SELECT DISTINCT outcome || ': ' || said FROM gov_cloud.task_run WHERE task = 'probe' AND outcome = 'lost'"),
    'lost: the worker ended before the run did', 'the run of the crashed worker is marked');
ok($node->poll_query_until('cloud', "SELECT times = 0 FROM probe.request"), 'and its task runs again soon, not after an hour');
sql("SELECT pg_terminate_backend($pid)");
$pid = next_worker($pid);

# ---- an answer that kills its worker does not kill it again ----
sql("TRUNCATE probe.request; INSERT INTO probe.request (key, url) VALUES ('abort', 'http://127.0.0.1:$server->{port}{ok}/')");
$node->psql('cloud', "SELECT gov_cloud.run_task('probe')");  # the crash may reach this session before it has left
$node->poll_query_until('cloud', 'SELECT times = 0 FROM probe.request');
$node->poll_query_until('cloud', "SELECT EXISTS ($worker AND pid <> $pid)");
$pid = next_worker($pid);
works($pid, 'the worker after one that an answer killed works');
is(sql("SELECT attempts >= 1 AND next_run > last_start FROM gov_cloud.task WHERE name = 'probe'"), 't', 'the attempt was counted before');

sql("SELECT gov_cloud.run_task('probe')");
is(sql("SELECT gov_cloud.wait_for_task('probe')"), 'ok: nothing was due', 'and the next run does well');

# ---- immediate stop ----
$node->stop('immediate');
$node->start;
$pid = next_worker($pid);
works($pid, 'the worker after an immediate stop works');

# ---- a failing task: its own misfortune, ever later ----
sql("INSERT INTO probe.obedience VALUES ('SELECT 1/0')");
($code, $out, $err) = $node->psql('cloud', "SELECT gov_cloud.run_task('obey')");
like($err, qr/division by zero/, 'by hand the error is the caller\'s');
is(sql("SELECT count(*) FROM gov_cloud.task_run WHERE task = 'obey' AND run_by <> 'worker'"), '0', 'and leaves no run');
sql("UPDATE gov_cloud.task SET next_run = clock_timestamp() WHERE name = 'obey'");
$node->poll_query_until('cloud', "SELECT attempts = 1 FROM gov_cloud.task WHERE name = 'obey'");
is(sql("SELECT gov_cloud.wait_for_task('obey')"), 'failed: division by zero (22012)', 'the failure is recorded');
is(sql("SELECT next_run > last_start + interval '3 s' AND next_run < last_start + interval '10 s' FROM gov_cloud.task WHERE name = 'obey'"),
    't', 'with the back-off of a first failure');
sql("UPDATE gov_cloud.task SET next_run = clock_timestamp(), attempts = 10 WHERE name = 'obey'");
$node->poll_query_until('cloud', "SELECT attempts = 11 AND lease_until IS NULL FROM gov_cloud.task WHERE name = 'obey'");
is(sql("SELECT next_run BETWEEN last_start + interval '47 min' AND last_start + interval '73 min' FROM gov_cloud.task WHERE name = 'obey'"),
    't', 'capped at an hour, more or less');
is(health('tasks'), 'f', 'health is red');
like(detail('tasks'), qr/^obey begun 11 times without success, last: division by zero/, 'and names the task');
sql("UPDATE probe.obedience SET order_given = 'LOCK TABLE probe.answer'");
my $locker = $node->background_psql('cloud');
$locker->query_safe('BEGIN; LOCK TABLE probe.answer');
sql("UPDATE gov_cloud.task SET next_run = clock_timestamp() WHERE name = 'obey'");
$node->poll_query_until('cloud', "SELECT attempts = 12 AND lease_until IS NULL FROM gov_cloud.task WHERE name = 'obey'");
like(sql("SELECT gov_cloud.wait_for_task('obey')"), qr/^failed: canceling statement due to lock timeout/, 'a locked table is not waited for');
$locker->query_safe('COMMIT');
$locker->quit;
is(sql("SELECT gov_cloud.run_task('obey')"), 'obeyed', 'a success by hand');
is(detail('tasks'), 'all tasks are on time', 'makes it well again');

# ---- the database's settings are not the worker's ----
sql("ALTER DATABASE cloud SET default_transaction_read_only = on; ALTER DATABASE cloud SET statement_timeout = 1;
     ALTER DATABASE cloud SET search_path = probe; ALTER DATABASE cloud SET TimeZone = 'America/New_York'");
$node->psql('postgres', "SELECT pg_terminate_backend($pid)");
$node->poll_query_until('postgres', "SELECT EXISTS ($worker AND pid <> $pid)");
$node->safe_psql('postgres', "ALTER DATABASE cloud RESET ALL");
$pid = next_worker($pid);
works($pid, 'a worker in a database of odd settings works');

# ---- stepping aside ----
sub quickly {
    my ($statement, $name) = @_;
    my ($code, $out, $err) = $node->psql('postgres', "SET statement_timeout = '8s'; $statement");
    is($code, 0, $name) or diag($err);
}
sql("TRUNCATE probe.request; INSERT INTO probe.request (key, url) VALUES ('hang', '$hang')");
sql("SELECT gov_cloud.run_task('probe')");
$node->poll_query_until('cloud', "SELECT query LIKE 'fetching: %' FROM pg_stat_activity WHERE pid = $pid");
$node->safe_psql('postgres', 'CREATE ROLE outsider LOGIN CREATEDB');
($code, $out, $err) = $node->psql('postgres', 'SET SESSION AUTHORIZATION outsider; CREATE DATABASE copy TEMPLATE cloud');
like($err, qr/permission denied to copy database/, 'who may not copy the database');
($code, $out, $err) = $node->psql('postgres', 'SET SESSION AUTHORIZATION outsider; DROP DATABASE cloud');
is(sql($worker), $pid, 'or may not drop it does not disturb the worker');
mkdir $node->basedir . '/space';
$node->safe_psql('postgres', "CREATE TABLESPACE space LOCATION '" . $node->basedir . "/space'");
quickly('CREATE DATABASE copy TEMPLATE cloud', 'the database can be copied while a server hangs');
$pid = next_worker($pid);
quickly('ALTER DATABASE cloud SET TABLESPACE space', 'moved');
$pid = next_worker($pid);
quickly('ALTER DATABASE cloud RENAME TO cloud2', 'renamed');
$node->poll_query_until('postgres', "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker')");
pass('a database that is not named any more has no worker');
quickly('ALTER DATABASE cloud2 RENAME TO cloud', 'and renamed back');
$pid = next_worker($pid);
works($pid, 'then the worker works');
cloud_database($node, 'later');
$node->poll_query_until('postgres', "SELECT count(*) = 2 FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker'");
pass('a named database gets its worker when it comes into being');
$node->poll_query_until('later', "SELECT count(*) > 0 FROM gov_cloud.task_run");
quickly('DROP DATABASE later', 'and can be dropped');
is(sql($worker), $pid, 'without a word to the other one');

# ---- a copy does not act ----
$node->append_conf('postgresql.conf', "gov_cloud.databases = 'cloud, copy'");
$node->reload;
$node->poll_query_until('copy', "SELECT detail ~ '^worker [0-9]+ is idle: this database is a copy that nobody adopted' FROM gov_cloud.health() WHERE name = 'worker'");
is($node->safe_psql('copy', "SELECT string_agg(name, ' ' ORDER BY name) FROM gov_cloud.health() WHERE NOT ok AND name IN ('storage', 'instance', 'preload', 'worker')"), 'instance worker', 'a copy idles');
$node->safe_psql('copy', "CREATE ROLE sys LOGIN; CREATE ROLE sec LOGIN; GRANT gov_cloud_sysadmin TO sys; GRANT gov_cloud_secadmin TO sec;
    SET SESSION AUTHORIZATION sys; SELECT gov_cloud.adopt_instance(); SET SESSION AUTHORIZATION sec; SELECT gov_cloud.adopt_instance()");
ok($node->poll_query_until('copy', "SELECT bool_and(ok) FROM gov_cloud.health() WHERE name IN ('storage', 'instance', 'preload', 'worker')"), 'until two administrators adopt it')
    or diag($node->safe_psql('copy', 'SELECT * FROM gov_cloud.health()'));
$node->append_conf('postgresql.conf', "gov_cloud.databases = 'cloud'");
$node->reload;
ok($node->poll_query_until('postgres', "SELECT count(*) = 1 FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker'"), 'a database no longer named loses its worker');

# ---- stop and start by hand ----
is(sql('SELECT gov_cloud.stop_worker()'), 't', 'stop_worker() ends it');
is(sql($worker), '', 'at once');
is(health('worker'), 'f', 'health turns red');
is(detail('worker'), 'no worker is running: stop_worker() stopped it; start_worker() starts it again', 'and says why');
is(sql('SELECT gov_cloud.stop_worker()'), 'f', 'there is nothing more to stop');
like(sql("SELECT gov_cloud.run_task('probe')"), qr/^due now, but no worker is running/, 'a task that fetches needs one');
($code, $out, $err) = $node->psql('cloud', "SELECT gov_cloud.wait_for_task('probe', 1)");
like($err, qr/task "probe" did not end within 1 s/, 'and is not waited for in vain');
like(sql('SELECT gov_cloud.start_worker()'), qr/^the launcher starts it/, 'start_worker() brings it back');
$pid = next_worker($pid);
works($pid, 'and it works');
is(sql('SELECT gov_cloud.start_worker()'), "worker $pid is already running", 'one is enough');
is(sql("SELECT string_agg(event, ' ' ORDER BY id) FROM gov_cloud_data.audit_event WHERE object_kind = 'worker'"),
    'stop_worker stop_worker start_worker', 'each of it is in the audit');

# ---- the extension goes and comes ----
my $log = -s $node->logfile;
sql("SELECT gov_cloud.run_task('probe')");
$node->psql('cloud', "SET statement_timeout = '8s'; SET gov_cloud.allow_drop = 'cloud'; DROP EXTENSION gov_cloud CASCADE",
    on_error_die => 1);
ok($node->poll_query_until('cloud', "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker' AND query LIKE 'idle: the extension is not installed%')"),
    'without the extension the worker idles');
sql('CREATE SCHEMA gov_cloud; CREATE TABLE gov_cloud.task (name text, interval_seconds bigint, enabled bool, next_run timestamptz)');
sql("INSERT INTO gov_cloud.task VALUES ('heartbeat', 1, true, now())");
$node->reload;
$node->poll_query_until('cloud', "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker' AND query LIKE 'idle: the extension is not installed%')");
sql('DROP SCHEMA gov_cloud CASCADE; SET client_min_messages = warning; CREATE EXTENSION gov_cloud; SELECT gov_cloud.install_storage()');
$pid = next_worker(0);
works($pid, 'with it, it works again');
my @complaints = grep { /ERROR:|gov_cloud: / && !/LOG:  statement: | drops table / } split /^/, slurp_file($node->logfile, $log);
is(join('', @complaints), '', 'and nothing of this is an error');

# ---- another version of the extension ----
my $version = sql("SELECT extversion FROM pg_extension WHERE extname = 'gov_cloud'");
sql("UPDATE pg_extension SET extversion = '0.0' WHERE extname = 'gov_cloud'");
sql("SELECT pg_terminate_backend($pid)");
ok($node->poll_query_until('cloud', "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker' AND query LIKE 'idle: library and extension are of different versions')"),
    'with SQL of another version the worker idles');
sql("UPDATE pg_extension SET extversion = '$version' WHERE extname = 'gov_cloud'");

# ---- pg_upgrade ----
$node->stop;
$node->append_conf('postgresql.conf', "gov_cloud.databases = 'cloud'");
system_or_bail('pg_ctl', '-s', '-w', '-D', $node->data_dir, '-l', $node->logfile, '-o', '-b', 'start');
$node->_update_pid(1);
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'gov_cloud%'"), '0', 'no process of ours in binary upgrade');
$node->stop;

# ---- no room for a worker ----
$node->append_conf('postgresql.conf', "max_worker_processes = 1\nmax_logical_replication_workers = 0");
$node->start;
ok($node->poll_query_until('cloud', "SELECT detail = 'no worker is running: there is no free background worker process: raise max_worker_processes' FROM gov_cloud.health() WHERE name = 'worker'"),
    'without a free process health says so');
$node->append_conf('postgresql.conf', 'max_worker_processes = 8');
$node->restart;
$pid = next_worker(0);
works($pid, 'with one it works');
$node->stop;
unlike(slurp_file($node->logfile), qr/PANIC:|TRAP:|XX000|cache lookup failed/, 'no internal error');
done_testing();
