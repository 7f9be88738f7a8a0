# A county under its regulation, served over TCP with passwords: what real client programs connect to.
package County;
use strict;
use warnings;
use Exporter 'import';
use GovCloud;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(county password may_log_in);

our $password = 'county-' . join '', map { ('a' .. 'z', 0 .. 9)[ rand 36 ] } 1 .. 24;
sub password { return $password }

# county($name, $clock): a node, its database with the county of test/county.sql in it, and a catalogue; the
# product's clock stands at that moment in every session
sub county {
    my ($name, $clock) = @_;
    my $node = cloud_node($name, "listen_addresses = '127.0.0.1'");
    my $hba = $node->data_dir . '/pg_hba.conf';
    unlink $hba;
    append_to_file($hba, "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    $node->reload;
    my $database = cloud_database($node, 'cloud');
    # parties and rules are older than what is told of them
    $node->safe_psql($database, "ALTER DATABASE $database SET gov_cloud.clock = '2024-01-08 09:00+08'; ALTER DATABASE $database SET test.logins = 'regress_county_'");
    PostgreSQL::Test::Utils::run_log([ 'psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr($database), '-f', "$ENV{TOP}/test/county.sql" ])
      or die 'no county';
    $node->safe_psql($database, <<'SQL');
SET SESSION AUTHORIZATION regress_county_sys;
SELECT gov_cloud.add_catalogue_item(jurisdiction => '341522', code => 'vm', family => 'host', name => '弹性云服务器', category_l2 => '计算服务', components => 'vcpu,memory_gb,storage_gb');
SELECT gov_cloud.add_catalogue_item(jurisdiction => '341522', code => 'basic', family => 'security', name => '基础安全防护包', category_l2 => '基础安全服务', category_l3 => '基础安全防护包', components => 'unit');
SQL
    $node->safe_psql($database, "ALTER DATABASE $database SET gov_cloud.clock = '$clock'");
    return ($node, $database);
}

# may_log_in($node, $database, @logins): these come by TCP with the password
sub may_log_in {
    my ($node, $database, @logins) = @_;
    $node->safe_psql($database, "ALTER ROLE $_ PASSWORD '$password'") for @logins;
}

1;
