"""The most memory that this process has had resident."""

import sys
from pathlib import Path



def peak_bytes() -> int:
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage: on Linux a child's figure starts from its parent's.
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
