# An OA system over real JDBC (contrib/clients/jdbc): a pool, act_as() in each transaction, named arguments,
# refusals with all their parts, a time zone that is not Beijing's, and the bell that rings when notices are
# delivered.
use strict;
use warnings;
use County;
use GovCloud;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

my ($node, $database) = county('jdbc', '2026-03-02 09:00+08');
$node->safe_psql($database, <<'SQL');
CREATE ROLE regress_county_oa LOGIN IN ROLE gov_cloud_user;
SET SESSION AUTHORIZATION regress_county_sec;
SELECT gov_cloud.entitle('regress_county_oa', id) FROM gov_cloud.organization;
SQL
may_log_in($node, $database, 'regress_county_oa');

my $dir = PostgreSQL::Test::Utils::tempdir;
my $driver = '/usr/share/java/postgresql.jar';
command_ok([ 'javac', '-Xlint:all', '-Werror', '-cp', $driver, '-d', $dir, "$ENV{TOP}/contrib/clients/jdbc/OaClient.java" ],
    'the example compiles without a warning');
my %organization = split /[|\n]/, $node->safe_psql($database, 'SELECT login, organization FROM gov_cloud.person WHERE login IS NOT NULL');
my %login = (unit => 'unit', bureau => 'bureau', vendor => 'vendor', government => 'gov', finance => 'finance');
append_to_file("$dir/oa.properties", join "\n", 'url = jdbc:postgresql://127.0.0.1:' . $node->port . "/$database",
    'user = regress_county_oa', 'password = ' . password(), 'jurisdiction = 341522',
    (map { my $who = "regress_county_$login{$_}"; "$_ = $organization{$who} $who person" } sort keys %login), '');
chmod 0600, "$dir/oa.properties";

# the client, in a virtual machine far from Beijing and half an hour off the hour
sub client {
    my ($command, $out, $err) = @_;
    return IPC::Run::start([ 'java', '-Xshare:auto', '-Duser.timezone=America/St_Johns', '-cp', "$dir:$driver", 'OaClient',
        "$dir/oa.properties", $command ], '<', \undef, '>', $out, '2>', $err, IPC::Run::timeout(180));
}

sub client_says {
    my ($command) = @_;
    my ($out, $err) = ('', '');
    ok(client($command, \$out, \$err)->finish, "$command ends well") or diag($err);
    return $out;
}

my $told = client_says('apply');
like($told, qr/^opened draft, next: submit, withdraw$/m, 'an application is opened');
like($told, qr/^refused ZW009 form_missing\n  message: .*上云申请表.*基础安全防护包.*上云技术方案.*\n  detail: 附件1; 第十条\n  hint: Fill it in with gov_cloud\.fill_form\(/m,
    'a refusal comes with SQLSTATE, machine code, message, article and hint, every fault at once');
like($told, qr/^submitted submitted, repeated true$/m, 'and submitted, the second call answered like the first');
like($told, qr/^refused ZW010 request_reused$/m, 'other content under the same request is refused');
like($told, qr/^refused ZW002 role_missing\n  message: .*\n  detail: 第十条; 协议5\.1\n  hint: .*县数管局/m, 'the unit does not decide its own matter');
like($told, qr/^one voice of two: evaluating\nboth: cost_fixed\napproved approved, next: provision$/m, 'two agree, the county approves');
like($told, qr/^  办理程序: 上云\n  使用单位: 县教育局\n  信息系统: 城市运行平台\n  当前状态: 已批准\n  提出时间: 2026-02-27T14:30\n  最近办理时间: 2026-03-02T09:00$/m,
    'the board has Chinese headings and Beijing times');
like($told, qr/^first event at 2026-02-27T06:30:00Z$/m, 'a Timestamp is the instant it was, whatever the zone');
is(() = $told =~ /^a pooled connection speaks for nobody$/mg, 2, 'act_as() ends with its transaction');
is($node->safe_psql($database, "SELECT string_agg(e.action || ' ' || p.name, ', ' ORDER BY e.seq) FROM gov_cloud.matter_event e JOIN gov_cloud.person p ON p.id = e.person"),
    join(', ', map { my ($action, $who) = split; "$action regress_county_$who person" }
        'open unit', 'submit unit', 'start_evaluation bureau', 'fix_cost bureau', 'fix_cost vendor', 'report_government bureau', 'approve gov'),
    'what was refused left no event, and each event names its official');
like($node->safe_psql($database, "SELECT count(*), count(*) FILTER (WHERE login = 'regress_county_oa' AND acting_for IS NOT NULL)
        FROM gov_cloud_data.audit_event WHERE application LIKE 'PostgreSQL JDBC%'"), qr/^(\d\d)\|\1$/,
    'each deed is in the audit, with the login and for whom it acted');

is(client_says('price'), "price 1.2345 from 2027-01-01\n", 'BigDecimal and java.sql.Date arrive exactly');

my ($out, $err) = ('', '');
my $listener = client('listen', \$out, \$err);
$listener->pump until $out =~ /^listening$/m || !$listener->pumpable;
$node->safe_psql($database, "INSERT INTO gov_cloud.notice (kind, key, recipient, unit_id, jurisdiction, title, body, issued_at)
    VALUES ('test', '1', $organization{regress_county_unit}, $organization{regress_county_unit}, '341522', '低效资源核减通知', '正文', gov_cloud.clock())");
is($node->safe_psql($database, "SET SESSION AUTHORIZATION regress_county_sys; SELECT gov_cloud.run_task('deliver')"), '1 notices delivered', 'the task delivers');
ok($listener->finish, 'the listener ends well') or diag($err);
is($out, "listening\nrung 1, payload \"\"\nnotice: 低效资源核减通知, issued 2026-03-02T09:00\nacknowledged 1\n",
    'delivery rings once; the inbox has the notice, and it is acknowledged');
is($node->safe_psql($database, 'SELECT "状态" FROM gov_cloud.v_notice'), '已签收', 'as the board says');

ok(log_is_calm($node), 'nothing crashed');
done_testing();
