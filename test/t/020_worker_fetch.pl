# What the worker makes of servers that misbehave: each misdeed has one expected class of error, nothing hangs, nothing
# grows, the worker lives on, and no secret shows anywhere.
use strict;
use warnings;
use lib "$ENV{TOP}/test/perl";
use GovCloud;
use Hostile;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = hostile_server(1);
my %port = %{ $server->{port} };
my $secrets = PostgreSQL::Test::Utils::tempdir();
append_to_file("$secrets/token", "s3cret canary\n");
append_to_file("$secrets/open", "s3cret canary\n");
append_to_file("$secrets/two-lines", "s3cret\ncanary\n");
append_to_file("$secrets/empty", "\n");
append_to_file("$secrets/long", 'x' x 5000);
append_to_file("$secrets/ca.pem", slurp_file("$server->{dir}/cert.pem"));
append_to_file("$secrets/loose.pem", slurp_file("$server->{dir}/cert.pem"));
append_to_file("$secrets/not-ca.pem", "no certificate\n");
symlink "$secrets/token", "$secrets/link";
chmod 0600, map { "$secrets/$_" } qw(token two-lines empty long);
chmod 0644, map { "$secrets/$_" } qw(open ca.pem not-ca.pem);
chmod 0666, "$secrets/loose.pem";

my $node = cloud_node('fetch', 'shared_preload_libraries = ' . build_probe(), "gov_cloud.databases = 'cloud'",
    'gov_cloud.naptime = 1s', 'gov_cloud.allow_http = on', "gov_cloud.allow_addresses = '127.0.0.1, ::1'",
    'gov_cloud.fetch_timeout = 1500', 'gov_cloud.fetch_connect_timeout = 1000', 'gov_cloud.fetch_max_body = 1MB',
    "gov_cloud.credentials_directory = '$secrets'", 'log_statement = all', 'log_min_messages = debug1');
cloud_database($node, 'cloud');
probe_tables($node, 'cloud');
my $worker = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'gov_cloud worker'";
$node->poll_query_until('cloud', "SELECT EXISTS ($worker)");
my $pid = $node->safe_psql('cloud', $worker);

# run(rows of probe.request): asks for them and waits until all are answered
sub run_probe {
    my ($columns, @rows) = @_;
    my $values = join ', ', map { '(' . join(', ', map { defined $_ ? "'" . s/'/''/gr . "'" : 'NULL' } @$_) . ')' } @rows;
    return $node->safe_psql('cloud', "TRUNCATE probe.request, probe.answer;
        INSERT INTO probe.request ($columns) VALUES $values") .
        $node->safe_psql('cloud', "SELECT gov_cloud.run_task('probe')") . "\n" .
        $node->safe_psql('cloud', "SELECT gov_cloud.wait_for_task('probe')");
}

# what came of one request, by its key
sub answer {
    my ($key, $columns) = @_;
    return $node->safe_psql('cloud', "SELECT concat_ws(' ', $columns) FROM probe.answer WHERE key = '$key'");
}

# ---- misdeeds: name => class of error and phase, or 'ok' ----
my %expected = (
    ok => 'ok', charset => 'ok', chunked => 'ok', continue => 'ok', authorized => 'status accept', rude => 'status accept',
    401 => 'status accept', 404 => 'status accept', 204 => 'status accept', 429 => 'status accept',
    '503forever' => 'status accept', '503overflow' => 'status accept', '503year9999' => 'status accept',
    tofile => 'status accept', togopher => 'status accept', tometadata => 'status accept',
    html => 'content_type accept', notype => 'content_type accept', longtype => 'content_type accept',
    badtype => 'content_type accept', bomb => 'content_type accept', badgzip => 'content_type accept',
    empty => 'empty accept', cutheader => 'content_type accept',
    cutbody => 'receive receive', cutchunk => 'receive receive', badchunk => 'receive receive',
    hugechunk => 'receive receive', hugelength => 'receive receive', badlength => 'receive receive',
    reset => 'receive receive', http09 => 'receive wait', garbage => 'receive wait', closed => 'receive wait',
    endless => 'too_large receive', endlesschunks => 'too_large receive', endlessheader => 'receive receive',
    manyheaders => 'too_large receive', manycontinues => 'too_large receive',
    hang => 'timeout wait', slowheader => 'timeout wait', slowbody => 'timeout receive', stalledbody => 'timeout receive',
    posted => 'timeout wait',
);
is_deeply([ sort keys %expected ], [ sort grep { $_ ne 'tls' } keys %port ], 'every misdeed has its expectation');

my $said = run_probe('key, url', map { [ $_, "http://127.0.0.1:$port{$_}/" ] } sort keys %expected);
like($said, qr/^due now, worker $pid runs it\nok: 4 answers stored, 40 failed$/m, 'one run answers for all');
for my $name (sort keys %expected) {
    is(answer($name, "CASE WHEN ok THEN 'ok' END, error_class, CASE WHEN NOT ok THEN phase END"), $expected{$name}, "misdeed $name");
}
is($node->safe_psql('cloud', "SELECT string_agg(key, ' ') FROM probe.answer WHERE elapsed_ms > 1500 * 1.1"), '',
    'none took longer than its time-out and a tenth');
is($node->safe_psql('cloud', "SELECT string_agg(key, ' ') FROM probe.answer WHERE len > 1048576"), '', 'no body beyond the limit was kept');
is(answer('429', 'retry_after'), '7', 'Retry-After is read');
is(join(' ', map { answer($_, 'retry_after') } qw(503forever 503year9999 503overflow)), '3600 3600 0', 'and clamped');
like(answer('badtype', 'content_type'), qr{^text/\?+$}, 'a header that is no text is made one');
is($node->safe_psql('cloud', $worker), $pid, 'the same worker is alive');

# ---- where to, and by which means ----
my %forbidden = (
    'ftp://127.0.0.1/' => 'request', 'file:///etc/passwd' => 'request', 'gopher://127.0.0.1/' => 'request',
    'nonsense' => 'request', '' => 'request', "http://127.0.0.1:$port{ok}/\r\nX: y" => 'request',
    "http://user\@127.0.0.1:$port{ok}/" => 'request', "http://user:pass\@127.0.0.1:$port{ok}/" => 'request',
    'http://127.0.0.2:1/' => 'address', 'http://0x7f000002:1/' => 'address', 'http://2130706434:1/' => 'address',
    'http://127.2:1/' => 'address', 'http://0177.0.0.2:1/' => 'address', 'http://[::ffff:127.0.0.2]:1/' => 'address',
    'http://[::]:1/' => 'address', 'http://0.0.0.0:1/' => 'address', 'http://169.254.169.254/' => 'address',
    'http://10.0.0.1/' => 'address', 'http://[fe80::1]/' => 'address', 'http://[fd00:ec2::254]/' => 'address',
    'http://100.100.100.200/' => 'address', 'http://[64:ff9b::7f00:2]:1/' => 'address',
    'http://127.0.0.1:1/' => 'connect', 'http://no-such-host.invalid/' => 'dns',
);
my @urls = sort keys %forbidden;
run_probe('key, url', map { [ $_, $urls[$_] ] } 0 .. $#urls);
for my $i (0 .. $#urls) {
    is(answer($i, 'error_class'), $forbidden{ $urls[$i] }, "refused: $urls[$i]");
}
unlike($node->safe_psql('cloud', 'SELECT string_agg(error, chr(10)) FROM probe.answer'), qr/user\@|:pass|passwd/, 'errors repeat no URL');

# ---- headers, bodies, secrets, certificates ----
my $http = "http://127.0.0.1:$port{authorized}/";
my $tls = "https://localhost:$port{tls}/";
my %asked = (    # key => [ url, header, body, username, credential, ca_file, content_type, max_body, expected ]
    basic => [ $http, undef, undef, 'poller', 'token', undef, undef, undef, 'ok' ],
    bearer => [ $http, undef, undef, undef, 'token', undef, undef, undef, 'ok' ],
    wrong_user => [ $http, undef, undef, 'other', 'token', undef, undef, undef, 'status' ],
    open_mode => [ $http, undef, undef, undef, 'open', undef, undef, undef, 'credential' ],
    two_lines => [ $http, undef, undef, undef, 'two-lines', undef, undef, undef, 'credential' ],
    empty_file => [ $http, undef, undef, undef, 'empty', undef, undef, undef, 'credential' ],
    long_file => [ $http, undef, undef, undef, 'long', undef, undef, undef, 'credential' ],
    linked => [ $http, undef, undef, undef, 'link', undef, undef, undef, 'credential' ],
    absent => [ $http, undef, undef, undef, 'absent', undef, undef, undef, 'credential' ],
    path => [ $http, undef, undef, undef, '../token', undef, undef, undef, 'credential' ],
    dotted => [ $http, undef, undef, undef, '.token', undef, undef, undef, 'credential' ],
    split_header => [ $http, "X: y\r\nHost: z", undef, undef, undef, undef, undef, undef, 'request' ],
    post => [ "http://127.0.0.1:$port{posted}/", 'Content-Type: text/plain', 'hello', undef, undef, undef, undef, undef, 'ok' ],
    html_wanted => [ "http://127.0.0.1:$port{html}/", undef, undef, undef, undef, undef, 'text/html', undef, 'ok' ],
    small_limit => [ "http://127.0.0.1:$port{ok}/", undef, undef, undef, undef, undef, undef, 5, 'too_large' ],
    tls_trusted => [ $tls, undef, undef, undef, undef, 'ca.pem', undef, undef, 'ok' ],
    tls_unknown => [ "https://127.0.0.1:$port{tls}/", undef, undef, undef, undef, undef, undef, undef, 'tls' ],
    tls_other_name => [ "https://127.0.0.1:$port{tls}/x", undef, undef, undef, undef, 'ca.pem', undef, undef, 'tls' ],
    tls_loose_ca => [ $tls, undef, undef, undef, undef, 'loose.pem', undef, undef, 'credential' ],
    tls_not_ca => [ $tls, undef, undef, undef, undef, 'not-ca.pem', undef, undef, 'tls' ],
    tls_plain => [ "https://127.0.0.1:$port{rude}/", undef, undef, undef, undef, undef, undef, undef, 'tls' ],
);
my @keys = sort keys %asked;
run_probe('key, url, header, body, username, credential, ca_file, content_type, max_body',
    map { [ $_, @{ $asked{$_} }[ 0 .. 7 ] ] } @keys);
is(answer($_, "CASE WHEN ok THEN 'ok' ELSE error_class END"), $asked{$_}[8], "asked: $_") for @keys;

# ---- one poisoned answer, many rounds ----
$said = run_probe('key, url, times', [ 'poison', "http://127.0.0.1:$port{ok}/", 1 ], [ 'good', "http://127.0.0.1:$port{ok}/", 5 ],
    [ 'gone', 'http://127.0.0.1:1/', 5 ]);
like($said, qr/ok: 5 answers stored, 6 failed$/, 'rounds go on while they bring something');
is(answer('poison', 'error_class, error'), 'store this answer cannot be stored (22000)', 'the answer that cannot be stored is told as a failure');
is($node->safe_psql('cloud', "SELECT count(*) FROM probe.answer WHERE key = 'good' AND ok"), '5', 'the good ones lose nothing');
is($node->safe_psql('cloud', "SELECT error_class FROM probe.answer WHERE key = 'gone' OFFSET 2 LIMIT 1"), 'breaker',
    'a host that fails three times is left alone');

# ---- 16 that hang, the 17th still gets its turn; meanwhile no transaction is open and other tasks run ----
$node->safe_psql('cloud', "UPDATE gov_cloud.task SET next_run = clock_timestamp() + interval '1 hour' WHERE name = 'heartbeat'");
$node->safe_psql('cloud', "TRUNCATE probe.request, probe.answer; INSERT INTO probe.request (key, url, total_ms)
    SELECT 'hang' || i, 'http://127.0.0.1:$port{hang}/' || i, 4000 FROM generate_series(1, 16) i
    UNION ALL SELECT 'slow' || i, 'http://127.0.0.1:$port{stalledbody}/' || i, 4000 FROM generate_series(1, 16) i
    UNION ALL SELECT 'last', 'http://127.0.0.1:$port{ok}/', NULL");
my $beats = $node->safe_psql('cloud', "SELECT count(*) FROM gov_cloud.task_run WHERE task = 'heartbeat'");
$node->safe_psql('cloud', "SELECT gov_cloud.run_task('probe')");
$node->poll_query_until('cloud', "SELECT query LIKE 'fetching: %' FROM pg_stat_activity WHERE pid = $pid");
is($node->safe_psql('cloud', "SELECT backend_xmin IS NULL AND xact_start IS NULL AND backend_xid IS NULL FROM pg_stat_activity WHERE pid = $pid"),
    't', 'no transaction is open while servers hang');
$node->safe_psql('postgres', 'CREATE DATABASE elsewhere');
$node->safe_psql('postgres', "SET statement_timeout = '3s'; DROP DATABASE elsewhere");
pass('DROP DATABASE of another one does not wait for a server that hangs');
$node->safe_psql('cloud', "UPDATE gov_cloud.task SET next_run = clock_timestamp() WHERE name = 'heartbeat'");
$node->poll_query_until('cloud', "SELECT count(*) > $beats FROM gov_cloud.task_run WHERE task = 'heartbeat' AND outcome = 'ok'");
is(answer('hang1', 'true'), '', 'other tasks run meanwhile');
$node->safe_psql('cloud', "SELECT gov_cloud.wait_for_task('probe')");
is($node->safe_psql('cloud', "SELECT count(*), count(*) FILTER (WHERE error_class = 'timeout'), count(*) FILTER (WHERE ok) FROM probe.answer"),
    '33|8|1', 'the rest was answered in time, most by the breaker');

# ---- secrets ----
$node->stop;
unlike(slurp_file($node->logfile), qr/s3cret|canary/, 'no secret in the log');
system_log("grep -rq 's3cret canary' " . $node->data_dir);
isnt($?, 0, 'nor anywhere in the data directory');
ok(log_is_calm($node), 'no crash and no internal error');
done_testing();
