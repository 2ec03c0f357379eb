# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens workbooks with LibreOffice, lets it calculate every formula anew, and saves them."""
import os
import pathlib
import subprocess

from reader import Workbook

# Always: LibreOffice keeps the results in a file of another program otherwise.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value>
</prop></item>
</oor:items>
"""


def recalculate(paths, folder):
    """The workbooks as LibreOffice saves them, in one start of it; by their names without endings."""
    folder = pathlib.Path(folder)
    profile, saved = folder / "profile", folder / "saved"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    subprocess.run(["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx",
                    "--outdir", saved, *paths], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                   timeout=300, env={**os.environ, "HOME": str(folder)})
    return {pathlib.Path(path).stem: Workbook(saved / f"{pathlib.Path(path).stem}.xlsx") for path in paths}
