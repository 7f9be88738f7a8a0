# A dump restores everywhere to the same data, the same rights, and a copy that does not act.
#
# Group roles (gov_cloud_*) come with CREATE EXTENSION, so a dump restores into a cluster that has
# never seen the product; logins are the cluster's and come with pg_dumpall --globals-only.
#
# One restore at a time keeps the order of foreign keys.  With -j it does not: a dump's table of
# contents has no order among the rows of an extension's tables.  session_replication_role = replica
# lets each be loaded by itself; the dump was consistent.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $old = PostgreSQL::Test::Cluster->new('old');
$old->init;
$old->append_conf('postgresql.conf', "shared_preload_libraries = 'gov_cloud'\nautovacuum = off");
$old->start;
# as little alike as clusters can be that hold the same database
my $new = PostgreSQL::Test::Cluster->new('new');
$new->init;
$new->append_conf('postgresql.conf',
    "timezone = 'America/New_York'\ndatestyle = 'SQL, DMY'\nintervalstyle = 'postgres_verbose'\nautovacuum = off");
$new->start;

$old->safe_psql('postgres', 'CREATE DATABASE cloud');
$old->safe_psql('cloud', 'SET client_min_messages = warning; CREATE EXTENSION gov_cloud CASCADE;
    SELECT gov_cloud.install_storage()');
$old->command_ok([ 'psql', '-XqAt', '-d', $old->connstr('cloud'), '-f', "$ENV{TOP}/test/rows.sql" ], 'rows of every room');

my $fingerprint = 'SELECT gov_cloud.fingerprint()';
my $by_table = 'SELECT * FROM gov_cloud.fingerprint_of_tables()';
# what protects the rows: owners, grants, row security, policies, triggers, bounds; members and storage alike
my $protection = <<'SQL';
SET timezone = 'UTC';
SET datestyle = 'ISO';
SELECT c.oid::regclass, c.relkind, c.relowner::regrole, c.relacl, c.relrowsecurity, c.relforcerowsecurity,
       pg_get_expr(c.relpartbound, c.oid),
       (SELECT array_agg(concat_ws(' ', polname, polcmd, pg_get_expr(polqual, polrelid)) ORDER BY polname)
          FROM pg_policy WHERE polrelid = c.oid),
       (SELECT array_agg(concat_ws(' ', tgname, tgenabled, tgtype) ORDER BY tgname) FROM pg_trigger
         WHERE tgrelid = c.oid AND (NOT tgisinternal OR tgparentid <> 0))
  FROM pg_class c
 WHERE c.relnamespace IN ('gov_cloud'::regnamespace, 'gov_cloud_data'::regnamespace) AND c.relkind IN ('r', 'p', 'S', 'v')
 ORDER BY c.oid::regclass::text COLLATE "C"
SQL

my $want = $old->safe_psql('cloud', $fingerprint);
my $want_by_table = $old->safe_psql('cloud', $by_table);
my $want_protection = $old->safe_psql('cloud', $protection);
like($want, qr/^[0-9a-f]{64}$/, 'a fingerprint');
cmp_ok(scalar(grep { !/_id_seq\|/ } grep { !/\|0\|/ } split /\n/, $want_by_table), '>=', 7, 'tables with rows');

# Each row that differs must change it: else equality below would prove nothing.
is($old->safe_psql('cloud', "BEGIN; SET LOCAL timezone = 'Asia/Kathmandu'; SET LOCAL datestyle = 'German'; $fingerprint; ROLLBACK"),
    $want, 'the fingerprint does not follow settings');
isnt($old->safe_psql('cloud', "BEGIN; UPDATE gov_cloud.person SET name = name || ' ' WHERE id = 1; $fingerprint; ROLLBACK"),
    $want, 'one blank more is another fingerprint');
isnt($old->safe_psql('cloud', "BEGIN; DELETE FROM gov_cloud_data.audit_event WHERE id = 3; $fingerprint; ROLLBACK"),
    $want, 'one audit line less is another fingerprint');

my $dir = PostgreSQL::Test::Utils::tempdir;
$old->command_ok([ 'pg_dump', '-d', $old->connstr('cloud'), '-f', "$dir/plain.sql" ], 'plain dump');
$old->command_ok([ 'pg_dump', '-Fc', '-d', $old->connstr('cloud'), '-f', "$dir/custom" ], 'custom dump');
$old->command_ok([ 'pg_dump', '-Fd', '-j2', '-d', $old->connstr('cloud'), '-f', "$dir/directory" ], 'directory dump, two jobs');

# the lines that only one of two answers has
sub difference
{
    my %count;
    $count{$_}++ for split /\n/, $_[0];
    $count{$_}-- for split /\n/, $_[1];
    return map { ($count{$_} > 0 ? '+ ' : '- ') . $_ } grep { $count{$_} } sort keys %count;
}

sub check_copy
{
    my ($node, $database, $what) = @_;
    is($node->safe_psql($database, $fingerprint), $want, "$what: equal fingerprint")
      or diag(join("\n", difference($node->safe_psql($database, $by_table), $want_by_table)));
    my @differ = difference($node->safe_psql($database, $protection), $want_protection);
    is("@differ", '', "$what: equally protected");
}

for my $node ($old, $new)
{
    my $where = $node->name . ' cluster';
    my $connect = sub { $node->safe_psql('postgres', "CREATE DATABASE $_[0]"); return $node->connstr($_[0]); };

    $node->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '--single-transaction', '-d', $connect->('plain'),
        '-f', "$dir/plain.sql" ], "$where: plain restore in one transaction");
    check_copy($node, 'plain', "$where, plain");
    $node->command_ok([ 'pg_restore', '--exit-on-error', '--single-transaction', '-d', $connect->('custom'), "$dir/custom" ],
        "$where: custom restore in one transaction");
    check_copy($node, 'custom', "$where, custom");
    local $ENV{PGOPTIONS} = '-c session_replication_role=replica';
    $node->command_ok([ 'pg_restore', '--exit-on-error', '-j2', '-d', $connect->('jobs'), "$dir/custom" ],
        "$where: custom restore by two jobs");
    check_copy($node, 'jobs', "$where, two jobs");
    $node->command_ok([ 'pg_restore', '--exit-on-error', '-j2', '-d', $connect->('directory'), "$dir/directory" ],
        "$where: directory restore by two jobs");
    check_copy($node, 'directory', "$where, directory");
}

# Once more through the copy: a dump of what was restored restores again.
$new->command_ok([ 'pg_dump', '-Fc', '-d', $new->connstr('custom'), '-f', "$dir/again" ], 'dump of the copy');
$new->safe_psql('postgres', 'CREATE DATABASE again');
$new->command_ok([ 'pg_restore', '--exit-on-error', '--single-transaction', '-d', $new->connstr('again'), "$dir/again" ],
    'restore of the copy');
check_copy($new, 'again', 'copy of the copy');
$new->safe_psql('custom', 'SELECT gov_cloud.install_storage()');
check_copy($new, 'custom', 'install_storage() once more');

# A copy does nothing until two administrators adopt it; then it lives in an epoch of its own.
$old->command_ok([ 'pg_dumpall', '--globals-only', '-d', $old->connstr('postgres'), '-f', "$dir/globals.sql" ], 'globals');
$new->psql('postgres', "\\i $dir/globals.sql", on_error_stop => 0);
my $deed = "SELECT gov_cloud.register_jurisdiction('341523', '舒城县')";
my ($out, $err);
$new->psql('custom', "SET SESSION AUTHORIZATION regress_rows_secadmin; \\set VERBOSITY verbose\n$deed", stderr => \$err);
like($err, qr/ZW020.*is a copy of another one/s, 'a copy does not act');
my $adopt = sub { $new->safe_psql('custom', "SET SESSION AUTHORIZATION $_[0]; SELECT gov_cloud.adopt_instance()") };
is($adopt->('regress_rows_sysadmin'), 'f', 'one administrator is not enough');
is($adopt->('regress_rows_sysadmin'), 'f', 'nor the same one twice');
is($adopt->('regress_rows_secadmin'), 't', 'two adopt it');
is($new->safe_psql('custom', "SET SESSION AUTHORIZATION regress_rows_secadmin; $deed"), '341523', 'and now it acts');
is($new->safe_psql('custom', 'SELECT max(epoch) FROM gov_cloud_data.audit_event'), '2', 'in an audit epoch of its own');
is($old->safe_psql('cloud', "SET SESSION AUTHORIZATION regress_rows_secadmin; $deed"), '341523', 'the original never stopped');

done_testing();
