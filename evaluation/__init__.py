"""How good and how fast Sayso is: each module measures one side, prints a table and writes flat JSON."""
