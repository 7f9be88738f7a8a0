# What the documents say is so: the five minutes run as printed, tables are complete, names exist.
use strict;
use warnings;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my %readme = map { $_ => slurp_file("$ENV{TOP}/$_") } 'README.md', 'README.zh-CN.md';
my $architecture = slurp_file("$ENV{TOP}/doc/architecture.md");
my $errors = slurp_file("$ENV{TOP}/doc/errors.md");

# blocks($text, $language): the fenced blocks of a language
sub blocks { my ($text, $language) = @_; return $text =~ /^```$language\n(.*?)^```$/gms }

# rows($text, $pattern): the cells of the table rows whose first cell matches
sub rows
{
    my ($text, $pattern) = @_;
    return map { [ map { s/^\s+|\s+$//gr } split /\|/, $_ ] } $text =~ /^\|(\s*$pattern[^\n]*)\|$/gm;
}

my $node = PostgreSQL::Test::Cluster->new('stranger');
$node->init;
$node->start;
sub sql { return $node->safe_psql('cloud', $_[0]) }

# The five minutes, as printed, by a stranger far away, on a server that has not preloaded anything:
# over a new year and a spring festival, in autumn, and just after the turn of a month.
my $example = join "\n", blocks($readme{'README.md'}, 'sql');
my ($shown) = blocks($readme{'README.md'}, 'text');
my ($out, $err);
for my $clock ('2026-03-15 09:00', '2026-11-22 10:00', '2026-07-01 02:00')
{
    my $nothing = $node->safe_psql('postgres', "DROP DATABASE IF EXISTS cloud; SELECT string_agg(rolname, ' ') FROM pg_roles WHERE rolname LIKE 'ex\\_%'");
    $node->safe_psql('postgres', "DROP ROLE $_") for split / /, $nothing;
    $node->safe_psql('postgres', "CREATE DATABASE cloud; ALTER DATABASE cloud SET gov_cloud.allow_clock = on; ALTER DATABASE cloud SET gov_cloud.clock = '$clock'");
    local $ENV{PGTZ} = 'America/New_York';
    IPC::Run::run([ 'psql', '-X', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('cloud') ], '<', \$example, '>', \$out, '2>', \$err);
    is($err =~ s/^NOTICE:  installing required extension "btree_gist"\n//mr, '', "$clock: the five minutes run without a word of error");
    is(substr($out, -1 - length $shown), "$shown\n", "$clock: the bill is what README shows");
    like($out, qr/资源使用率不足：vm-1.*9\.000%/s, "$clock: the notice tells what was measured");
    like($out, qr/^ deadlines +\|.*HQ-D03/m, "$clock: the six months of the protection level run");
    is(sql('SELECT state, run_months, threshold FROM gov_cloud.finding f, LATERAL (SELECT value AS threshold FROM jsonb_to_recordset(f.evidence->\'parameters\')
        AS p (name text, value text) WHERE name = \'threshold_pct\') t'), 'open|1|15', "$clock: one finding, by the county\'s own rule");
    is(sql('SELECT count(*) FROM gov_cloud.notice n JOIN gov_cloud.notice_receipt r ON r.notice = n.id JOIN gov_cloud.notice_delivery d ON d.notice = n.id'),
        '1', "$clock: its notice was delivered and acknowledged");
    is(sql("SET SESSION AUTHORIZATION ex_finance; SELECT bool_and(rated = billed) FROM gov_cloud.statement s, gov_cloud.reproduce_statement(s.id) WHERE s.state = 'closed'"), 't',
        "$clock: every closed statement comes out again to the fen");
    is(sql('SELECT string_agg(name, \' \' ORDER BY name) FROM gov_cloud.health() WHERE NOT ok'), 'preload worker', "$clock: nothing is red but the worker that a trial has not");
}

is($example, slurp_file("$ENV{TOP}/contrib/example/five_minutes.sql") =~ s/^--.*\n\n//r,
    'contrib/example has the same');
is_deeply([ blocks($readme{'README.zh-CN.md'}, $_) ], [ blocks($readme{'README.md'}, $_) ], "the Chinese README has the same $_ blocks") for 'sql', 'text';

# Tables: complete, and true.
my $settings = sql(q{LOAD 'gov_cloud'; SELECT concat_ws('|', '`' || name || '`', CASE WHEN boot_val <> '' THEN '`' || boot_val || coalesce(unit, '') || '`' ELSE '' END,
    CASE WHEN name = 'gov_cloud.allow_clock' THEN 'restart' WHEN context = 'sighup' THEN 'reload' ELSE context END)
    FROM pg_settings WHERE name LIKE 'gov_cloud.%' ORDER BY name COLLATE "C"});
my $roles = sql(q{SELECT '`' || rolname || '`' FROM pg_roles WHERE rolname LIKE 'gov\_cloud\_%' ORDER BY rolname COLLATE "C"});
my $rooms = join "\n", sort map { /(\d\d)_(\w+)\.sql$/ && $1 ne '00' && $1 ne '99' ? $2 : () } glob "$ENV{TOP}/sql/[0-9]*.sql";
my ($tasks) = $node->psql('cloud', "SET SESSION AUTHORIZATION ex_sys; SELECT gov_cloud.run_task('?')", stderr => \$err) && $err =~ /Tasks are: (.*)\./;
for my $name (sort keys %readme)
{
    my $text = $readme{$name};
    is(join("\n", sort map { "$_->[0]|$_->[1]|$_->[2]" } rows($text, '`gov_cloud\.')), $settings, "$name: settings, their defaults and when they change");
    is(join("\n", sort map { $_->[0] } rows($text, '`gov_cloud_')), $roles, "$name: group roles");
    is(join("\n", sort map { $_->[1] =~ /`(\w+)`/g } rows($text, '(?:base|time|rules|duty|usage|billing|report|worker) ')), $rooms, "$name: a room each");
    is(join(' ', grep { $text !~ /`\Q$_\E`/ } split /, /, $tasks), '', "$name: tasks");
    is(join("\n", sort map { "$_->[0]|$_->[1]" } rows($text, '`\w+/\d+`')),
        sql(q{SELECT '`' || code || '`|' || title FROM gov_cloud.policy WHERE builtin ORDER BY code COLLATE "C"}), "$name: the shipped regulations");
}
is(join("\n", map { "$_->[0]|$_->[1]|$_->[2]" } rows($errors, 'ZW\d')), sql('SELECT sqlstate, code, meaning FROM gov_cloud.error_code() ORDER BY 1'),
    'doc/errors.md: every code and what it means');

# The registries, by the floors whose C calls them.
my %filled;
for my $file (glob "$ENV{TOP}/src/*/*.c")
{
    my ($floor) = $file =~ m{src/(\w+)/[^/]+$};
    $filled{$_ =~ tr/_/ /r}{$floor} = 1 for slurp_file($file) =~ /^\s+gov_register_(guard|effect|listener|policy_part|about|formula|gate|matter_viewer|teller|(?:calendar|delegation)_listener|storage|task|health)\(/gm;
}
my @floors = qw(base time rules duty usage billing report worker);
my %told = map { ($_->[0] =~ s/s$//r =~ s/ check$//r) => $_->[1] } rows($architecture, '(?:guards|effects|(?:(?:calendar|delegation) )?listeners|gates|matter viewers|tellers|policy parts|abouts|formulas|storage|tasks|health checks) ');
is_deeply(\%told, { map { my $kind = $_; $kind => join ', ', grep { $filled{$kind}{$_} } @floors } keys %filled }, 'doc/architecture.md: who fills which registry');

# Names: what a document calls by name exists.
my $names = sql(q{LOAD 'gov_cloud'; SELECT proname || '(' FROM pg_proc WHERE pronamespace = 'gov_cloud'::regnamespace
    UNION SELECT relname FROM pg_class WHERE relnamespace = 'gov_cloud'::regnamespace
    UNION SELECT split_part(name, '.', 2) FROM pg_settings WHERE name LIKE 'gov_cloud.%'
    UNION SELECT 'so'});
my %known = map { $_ => 1 } split /\n/, $names;
my $makefile = slurp_file("$ENV{TOP}/Makefile");
for my $document ('README.md', 'README.zh-CN.md', 'CHANGELOG.md', glob("$ENV{TOP}/doc/*.md"), glob("$ENV{TOP}/contrib/*/README.md"), "$ENV{TOP}/test/README.md")
{
    my $path = $document =~ m{^/} ? $document : "$ENV{TOP}/$document";
    my $text = slurp_file($path);
    my ($name, $folder) = ($path =~ s{^\Q$ENV{TOP}\E/}{}r, $path =~ s{/[^/]*$}{}r);
    is(join(' ', grep { !$known{$_} } $text =~ /\bgov_cloud\.([a-z_]+\(?)/g), '', "$name: functions, views and settings");
    is(join(' ', grep { !-e "$folder/$_" } $text =~ /\]\((?!https?:)([^)#]+)\)/g), '', "$name: links");
    is(join(' ', grep { $makefile !~ /^(?:[\w-]+ )*\Q$_\E(?: [\w-]+)*:(?!=)/m } $text =~ /(?:`|^    )make ([a-z][a-z-]*)/gm), '', "$name: make targets");
}

$node->safe_psql('postgres', 'DROP DATABASE cloud');
$node->safe_psql('postgres', "DROP ROLE ex_$_") for qw(sec sys unit bureau gov vendor finance);
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'ex\\_%'"), '0', 'and all of it can be taken away');

done_testing();
