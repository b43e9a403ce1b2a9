module example.com/relance/host

go 1.19
