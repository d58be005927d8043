"""What `dapsagi check` looks for: pure rules over bodies, addresses and sites; `table` says what each code means."""
