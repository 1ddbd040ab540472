"""How fast the program is: medians, beside what is asked or beside a plain script in the same run.

    python3 Tests/Bench/bench.py [letters] [look] [forecast] [idle] [console]      (all of these by default)
    python3 Tests/Bench/bench.py sizing                                  (the tables of docs/sizing.md)
"""

import sys

import console
import forecast
import idle
import letters
import look
import sizing

BENCHES = {"letters": letters, "look": look, "forecast": forecast, "idle": idle, "console": console}
REPORTS = {"sizing": sizing}


def main():
    for name in sys.argv[1:] or BENCHES:
        (BENCHES | REPORTS)[name].bench()


if __name__ == "__main__":
    main()
