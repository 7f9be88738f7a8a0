# What every TAP test begins with: a cluster that has the library loaded, and a database with the
# extension and its storage.  Nothing here sleeps; what must be awaited is polled for.
package GovCloud;
use strict;
use warnings;
use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(cloud_node cloud_database log_is_calm);

# cloud_node($name, @settings): a running cluster with the settings of every private server, then these.
# 'allows_streaming' among them makes one that a standby can follow.
sub cloud_node {
    my ($name, @settings) = @_;
    my $streaming = grep { $_ eq 'allows_streaming' } @settings;
    my $node = PostgreSQL::Test::Cluster->new($name);
    $node->init(allows_streaming => $streaming);
    # sockets and addresses are the cluster module's affair
    my $common = join '', grep { !/^listen_addresses/ } split /^/, slurp_file("$ENV{TOP}/test/server.conf");
    $node->append_conf('postgresql.conf', join "\n", $common, grep { $_ ne 'allows_streaming' } @settings);
    $node->start;
    return $node;
}

# cloud_database($node, $name): a database with the extension and its storage
sub cloud_database {
    my ($node, $name) = @_;
    $node->safe_psql('postgres', "CREATE DATABASE $name");
    $node->safe_psql($name, 'SET client_min_messages = warning; CREATE EXTENSION gov_cloud CASCADE; SELECT gov_cloud.install_storage()');
    return $name;
}

# log_is_calm($node, $from): no crash, no internal error in the log from that offset on
sub log_is_calm {
    my ($node, $from) = @_;
    my $log = slurp_file($node->logfile, $from // 0);
    return $log !~ /PANIC:|TRAP:|was terminated by signal|XX000|unrecognized node type|cache lookup failed/;
}

1;
