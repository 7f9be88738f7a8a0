sleep 5; # BAD
