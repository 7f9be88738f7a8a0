# A trial without shared_preload_libraries: nothing that guards may depend on a session having used us.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('trial');
$node->init;
$node->start;
$node->safe_psql('postgres', <<'SQL');
SET client_min_messages = warning;
CREATE EXTENSION gov_cloud CASCADE;
SELECT gov_cloud.install_storage();
CREATE ROLE regress_trial_sec LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE regress_trial_user LOGIN IN ROLE gov_cloud_user;
SET SESSION AUTHORIZATION regress_trial_sec;
SELECT gov_cloud.register_jurisdiction('341522', 'county');
SQL

# Each call below is a session that has not loaded the library.
sub refused
{
    my ($statement, $database) = @_;
    my $err;
    $node->psql($database // 'postgres', "\\set VERBOSITY verbose\n$statement", stderr => \$err);
    return $err =~ /ERROR:  (\w{5}):/ ? $1 : "not refused: $err";
}
is(refused('DROP EXTENSION gov_cloud CASCADE'), 'ZW022', 'the guard is there in a fresh session');
is(refused('DROP EXTENSION btree_gist CASCADE'), 'ZW022', '... on the long way round too');
is(refused('DROP TABLE gov_cloud_data.audit_event'), 'ZW022', '... and for storage');
is($node->safe_psql('postgres', "SET gov_cloud.allow_drop = 'postgres'; BEGIN; DROP EXTENSION gov_cloud CASCADE;
    SELECT count(*) FROM pg_namespace WHERE nspname ~ '^gov_cloud'; ROLLBACK"), '0', 'a superuser who means it may');

# Settings made before the library defines them are no way round.
my $clock = "SET gov_cloud.allow_clock = on; SET gov_cloud.clock = '2020-01-01'; SELECT gov_cloud.clock() < '2021-01-01'";
is($node->safe_psql('postgres', $clock), 't', 'a superuser replaces the clock');
my ($out, $err);
$node->psql('postgres', $clock, extra_params => [ '-U', 'regress_trial_user' ], stdout => \$out, stderr => \$err);
is($out, 'f', 'a user does not, however early he tries');
like($err, qr/permission denied to set parameter "gov_cloud.clock"/, '... and is told');
is($node->safe_psql('postgres', "SELECT ok FROM gov_cloud.preflight() WHERE check_name = 'preloaded'"), 'f', 'preflight says it is a trial');

# A second database of the cluster finds the roles there, and is guarded on its own.
$node->safe_psql('postgres', 'CREATE DATABASE second');
my $quiet;
$node->psql('second', 'CREATE EXTENSION gov_cloud CASCADE', stderr => \$quiet);
is($quiet =~ s/NOTICE:.*btree_gist.*\n?//r =~ s/^psql:<stdin>:\d+: //r, '', 'a second database installs without a word');
is(refused('DROP EXTENSION gov_cloud', 'second'), "not refused: ", 'empty, it may go again');
is(refused('DROP EXTENSION gov_cloud CASCADE'), 'ZW022', 'the first is guarded as before');

done_testing();
