"""No test needs a display: Qt draws into memory."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
