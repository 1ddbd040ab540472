"""How fast the program is: medians, beside what is asked or beside a plain script in the same run.

    python3 Tests/Bench/bench.py [letters] [look] [forecast] [idle]      (all by default)
"""

import sys

import forecast
import idle
import letters
import look

BENCHES = {"letters": letters, "look": look, "forecast": forecast, "idle": idle}


def main():
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name].bench()


if __name__ == "__main__":
    main()
