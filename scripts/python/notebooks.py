"""Executes the notebooks without Jupyter, or makes their pairs anew. Run by scripts/notebooks.

    notebooks.py run FOLDER OUT [NAME…]     executes; OUT gets NAME.ipynb, NAME.html, NAME-1.png …, NAME.json, spark.log
    notebooks.py pair FOLDER                writes NAME.ipynb from NAME.py, without outputs
"""

import base64
import json
import sys
import time
from pathlib import Path

import jupytext
import nbformat
from jupyter_client import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

FAILED = 1
CELL_SECONDS = 1_800
BEGINNING = "%reset -f"  # what another notebook left
FINDINGS = "import json; print(json.dumps(findings))"
SPARK_ENDED = ("Py4JNetworkError", "ConnectionRefusedError", "ConnectionResetError")  # what Python sees of it
END = "from pyspark.sql import SparkSession; session = SparkSession.getActiveSession(); session and session.stop()"


def main(action, folder, *rest):
    folder = Path(folder)
    if action == "pair":
        return pair(folder)
    out, *names = rest
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    sources = sorted(folder.glob("[0-9]*.py"))
    if names:
        sources = [source for source in sources if source.stem in names]
    with open(out / "spark.log", "w", encoding="utf-8") as log:
        # One Python and one Spark for all, for a start takes longer than a notebook; a new one after a failure, which may have broken it.
        kernel, results = started(folder, log), []
        try:
            for source in sources:
                results.append(run(source, out, kernel))
                if results[-1] == FAILED:
                    end(kernel)
                    kernel = started(folder, log)
            execute(kernel, nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(END)]))
        finally:
            end(kernel)
    return max(results, default=FAILED)


def started(folder, log):
    """A new Python. Its manager is the asynchronous one: the other sees neither that it ended nor that a cell takes too long."""
    kernel = AsyncKernelManager(kernel_name="python3")
    run_sync(kernel.start_kernel)(cwd=str(folder), stdout=log, stderr=log)
    return kernel


def end(kernel):
    run_sync(kernel.shutdown_kernel)(now=True)


def execute(kernel, notebook):
    NotebookClient(notebook, km=kernel, timeout=CELL_SECONDS).execute()


def run(source, out, kernel):
    """Executes a notebook, and leaves what it shows, also when it fails."""
    print(f"{source.stem}: ", end="", flush=True)
    began = time.monotonic()
    notebook = jupytext.read(source)
    # The first and the last cell are not part of the result.
    notebook.cells.append(nbformat.v4.new_code_cell(FINDINGS))
    notebook.cells.insert(0, nbformat.v4.new_code_cell(BEGINNING))
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    failure = None
    try:
        execute(kernel, notebook)
    except CellExecutionError as e:
        failure = ended(source, out) if e.ename in SPARK_ENDED else f"{source.stem} failed: {e.ename}: {e.evalue}\n{e.traceback}"
    except DeadKernelError:
        failure = ended(source, out)
    except CellTimeoutError:
        failure = f"Cannot run {source.stem}: a cell took longer than {CELL_SECONDS // 60} minutes; ask for fewer days, or run it in Jupyter"
    asking = notebook.cells.pop()
    notebook.cells.pop(0)
    if failure is None:
        (out / f"{source.stem}.json").write_text(text_of(asking), encoding="utf-8")
    pictures = write_pictures(notebook, source.stem, out)
    nbformat.write(notebook, out / f"{source.stem}.ipynb")
    page, _ = HTMLExporter().from_notebook_node(notebook)
    (out / f"{source.stem}.html").write_text(page, encoding="utf-8")
    if failure is not None:
        print("FAILED")
        print(f"notebooks: {failure}", file=sys.stderr)
        return FAILED
    print(f"{pictures} pictures in {time.monotonic() - began:.0f} s")
    return 0


def ended(source, out):
    return f"Cannot run {source.stem}: Python or Spark ended, likely for memory; raise FLOWLAKE_HEAP, or ask for fewer days; the end of {out / 'spark.log'} may say more"


def text_of(cell):
    return "".join(output["text"] for output in cell.outputs if output.output_type == "stream")


def write_pictures(notebook, name, out):
    for old in out.glob(f"{name}-*.png"):
        old.unlink()
    pictures = [output.data["image/png"] for cell in notebook.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    for number, picture in enumerate(pictures, 1):
        (out / f"{name}-{number}.png").write_bytes(base64.b64decode(picture))
    return len(pictures)


def pair(folder):
    """The same .py gives the same .ipynb, so cells are named by their place."""
    for source in sorted(folder.glob("[0-9]*.py")):
        notebook = jupytext.read(source)
        notebook.nbformat, notebook.nbformat_minor = 4, 5
        for place, cell in enumerate(notebook.cells, 1):
            cell["id"] = f"cell-{place:02d}"
            cell["metadata"] = {}
        notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
        notebook.metadata.pop("jupytext", None)
        notebook.metadata["jupytext"] = {"formats": "ipynb,py:percent"}
        source.with_suffix(".ipynb").write_text(json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
