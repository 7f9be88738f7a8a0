# The hostile server and the probe task of test/hostile, for TAP tests of the worker.
package Hostile;
use strict;
use warnings;
use Exporter 'import';
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(build_probe hostile_server probe_tables);

# build_probe(): compiles the probe module; the value for shared_preload_libraries
sub build_probe {
    my $so = PostgreSQL::Test::Utils::tempdir() . '/gov_probe';
    # the private copy of the server has no headers
    my $include = `/usr/lib/postgresql/15/bin/pg_config --includedir-server`;
    chomp $include;
    PostgreSQL::Test::Utils::system_or_bail('gcc', '-shared', '-fPIC', '-O1', '-g', "-I$include", "-I$ENV{TOP}/src",
        '-o', "$so.so", "$ENV{TOP}/test/hostile/probe.c");
    return "'gov_cloud,$so'";
}

# hostile_server($with_tls): starts it; the port of each misdeed by its name, its directory, and the handle it lives by
sub hostile_server {
    my ($tls) = @_;
    my $dir = PostgreSQL::Test::Utils::tempdir();
    my @tls;
    if ($tls) {
        @tls = ("$dir/cert.pem", "$dir/key.pem");
        PostgreSQL::Test::Utils::system_or_bail('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
            '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', $tls[1], '-out', $tls[0]);
    }
    my ($in, $out) = ('', '');
    my $handle = IPC::Run::start(['python3', "$ENV{TOP}/test/hostile/server.py", @tls], '<', \$in, '>', \$out,
        IPC::Run::timer($PostgreSQL::Test::Utils::timeout_default));
    $handle->pump until $out =~ /^ready$/m;
    return { handle => $handle, dir => $dir, port => { $out =~ /^(\S+) (\d+)$/mg } };
}

# probe_tables($node, $database): what the probe task reads and writes, and who may run it
sub probe_tables {
    my ($node, $database) = @_;
    $node->safe_psql($database, <<'SQL');
CREATE SCHEMA probe;
CREATE TABLE probe.request (key text PRIMARY KEY, url text, times int DEFAULT 1, header text, body text, username text,
    credential text, ca_file text, content_type text, total_ms int, max_body int);
CREATE TABLE probe.answer (key text, ok bool, curl_code int, status int, error_class text, phase text, error text,
    retry_after int, len bigint, content_type text, elapsed_ms int);
CREATE TABLE probe.obedience (order_given text);
GRANT USAGE ON SCHEMA probe TO gov_cloud_owner;
GRANT ALL ON ALL TABLES IN SCHEMA probe TO gov_cloud_owner;
GRANT gov_cloud_sysadmin TO CURRENT_USER;
SQL
}

1;
