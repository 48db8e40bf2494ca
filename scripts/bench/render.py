"""The bench's clusters by Jinja2: the least script that writes the same haproxy.cfg. render.py SPEC TEMPLATE OUT"""
import sys

import jinja2
import yaml

with open(sys.argv[1]) as spec:
    data = yaml.load(spec, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
with open(sys.argv[2]) as template:
    text = environment.from_string(template.read()).render(data)
with open(sys.argv[3], "w") as out:
    out.write(text)
