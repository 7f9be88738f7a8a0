# A regulation of one's own, written with INSERTs only: contrib/city runs as its README says, and what it
# asks for is asked.
use strict;
use warnings;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('city');
$node->init;
$node->start;
sub sql { return $node->safe_psql('cloud', $_[0]) }

# refused($statement, $who): SQLSTATE and machine code
sub refused
{
    my ($statement, $who) = @_;
    my (undef, undef, $err) = $node->psql('cloud', "\\set VERBOSITY verbose\nSET SESSION AUTHORIZATION city_$who;\n$statement");
    return join ' ', $err =~ /ERROR:  (\w{5}):/, $err =~ /CONSTRAINT NAME:  (\w+)/;
}

my ($out, $err);
$node->safe_psql('postgres', 'CREATE DATABASE cloud');
ok(IPC::Run::run([ 'psql', '-X', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('cloud'), '-f', "$ENV{TOP}/contrib/city/city.sql" ], '>', \$out, '2>', \$err),
    'city.sql runs to its end') or diag $err;
is($err =~ s/^.*NOTICE:  installing required extension "btree_gist"\n//mr, '', 'without a word of error');
my $regulation = slurp_file("$ENV{TOP}/contrib/city/regulation.sql") =~ s/--.*//gr;
is(join(' ', sort { $a cmp $b } keys %{ { map { (uc) => 1 } $regulation =~ /^(\w+)/gm } }), 'INSERT RESET SET', 'the regulation is INSERTs only');
like($out, qr/object \| fault \| hint \n[-+]+\n\(0 rows\)/, 'nothing is wrong with it');
is(sql("SELECT status || ' ' || builtin FROM gov_cloud.policy WHERE code = 'city/1'"), 'published false', 'it is published, and not shipped');

# the step that others do not have was taken because of the city's own threshold
is(sql("SELECT string_agg(transition, ' ' ORDER BY seq) FROM gov_cloud.matter_event"),
    'CITY-T01 CITY-T02 CITY-T03 CITY-T04 CITY-T04/review CITY-T06 CITY-T07 CITY-T08', 'the application went before the panel');
is(sql("SELECT sum(s.vcpu * s.quantity)::integer FROM gov_cloud.resource_specification s"), 72, 'and got the 72 cores it asked for');
is(sql("SELECT status FROM gov_cloud.system"), 'in_service', 'its system is in service');
is(sql("SELECT string_agg(rule || ' ' || status, ', ' ORDER BY rule) FROM gov_cloud.deadline"),
    'CITY-D01 met, CITY-D02 cancelled, CITY-D03 met, CITY-D04 met, CITY-D05 met, CITY-D06 met', 'the terms are the city\'s');
is(sql("SELECT string_agg(DISTINCT t.term::text, ', ') FROM gov_cloud.deadline d JOIN gov_cloud.deadline_event e ON e.deadline = d.id, LATERAL (SELECT e.term) t (term) WHERE d.rule = 'CITY-D03' AND e.kind = 'start'"),
    '6 workdays', 'the panel had six working days');

# a small one does not, and what is not fulfilled is refused
sql(q{SET SESSION AUTHORIZATION city_unit; SELECT gov_cloud.register_system('小系统', classified => false, funding => 'above_county', mlps_level => 2, kind => '内部办公',
    bearer_networks => 'egov_extranet', onboarding_kind => 'new_build', provider => (SELECT id FROM gov_cloud.organization WHERE kind = 'provider'))});
my $small = sql(q{SET SESSION AUTHORIZATION city_unit; SELECT matter FROM gov_cloud.open_matter('onboarding', (SELECT id FROM gov_cloud.system WHERE name = '小系统'))});
is(refused("SELECT gov_cloud.act($small, 'submit')", 'unit'), 'ZW009 form_missing', 'no application without the form');
sql(qq{SET SESSION AUTHORIZATION city_unit; SELECT gov_cloud.fill_form($small, 'City-A', '{"applicant_unit": "市图书馆", "system_name": "小系统", "reason": "新建", "contact": "王某",
    "urgency": "urgent", "hosts": [{"host_type": "vm", "host_name": "a", "cores": 64, "memory": 256, "disk": 10240, "count": 1}]}');
    SELECT gov_cloud.attach_document($small, 'technical_plan', 'x', content => 'YWJj')});
is(refused("SELECT gov_cloud.act($small, 'submit')", 'unit'), 'ZW009 form_incomplete', 'an urgent one says why');
sql(qq{SET SESSION AUTHORIZATION city_unit; SELECT gov_cloud.fill_form($small, 'City-A', '{"urgency_reason": "开学"}'); SELECT gov_cloud.act($small, 'submit')});
is(refused("SELECT gov_cloud.act($small, 'accept')", 'bureau'), 'ZW002 role_missing', 'the centre accepts, not the bureau');
is(sql("SET SESSION AUTHORIZATION city_operator; SELECT state FROM gov_cloud.act($small, 'accept')"), 'accepted', 'at the bounds it is not large');
is(refused("SELECT gov_cloud.act($small, 'review')", 'panel'), 'ZW003 action_not_open', 'the panel has nothing to do with it');
is(sql("SET SESSION AUTHORIZATION city_operator; SELECT state FROM gov_cloud.act($small, 'evaluate')"), 'evaluated', 'the centre evaluates it');
is(refused("UPDATE gov_cloud.deadline_rule SET term = '9 workdays' WHERE policy = 'city/1'", 'sec'), 'ZW014 policy_published', 'what is published stays');

# beside the others, and to another code by a document
is(sql("SELECT cell FROM gov_cloud.compare_policies('city/1') WHERE position = 17"), '较大需求：>64核 或 >256GB内存 或 >10TB存储（第五条）；6个工作日内，自提交专家评审起，专家组（第五条）', 'its answer to a question');
is(sql("SELECT cell FROM gov_cloud.compare_policies('city/1') WHERE position = 96"), '1+4+2+1 = 8个工作日', 'its terms add up');
is(sql("SELECT count(*) FILTER (WHERE cell = '-') > 70 FROM gov_cloud.compare_policies('city/1')"), 't', 'it says nothing where it names nothing');
is(sql(q{SET SESSION AUTHORIZATION city_sec; SELECT gov_cloud.import_policy(gov_cloud.export_policy('city/1'), 'town/1');
    SELECT replace(gov_cloud.export_policy('town/1'), '"town/1"', '"city/1"') = replace(gov_cloud.export_policy('city/1'), '"own": true', '"own": false')}),
    "town/1\nt", 'a draft of its document is the same');
is(sql(q{SET SESSION AUTHORIZATION city_sec; SELECT count(*) FROM gov_cloud.validate_policy('town/1')}), 0, 'and as sound');

done_testing();
