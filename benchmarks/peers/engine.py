"""One TensorRT engine: octet benchmark beside trtexec and a loop over TensorRT's Python API. Needs an NVIDIA GPU.

    python3 -m venv venv && venv/bin/pip install -r engine-requirements.txt
    venv/bin/python engine.py model.engine

The engine has to be of the TensorRT that all three load, and of fixed shapes. Each tool is a process of its own and they take
turns, --rounds times. Milliseconds are medians of the enqueued inference on the GPU, by CUDA events, without transfers; a ratio
is theirs over Octet's. trtexec takes part where it is on the PATH.
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
WARM_UP, RUNS = 200, 1000


def checked(answer):
    status, *values = answer
    if int(status):
        raise RuntimeError(f"CUDA answered {status}")
    return values[0] if values else None


def python_child(engine):
    """Median milliseconds of execute_async_v3, zeros as inputs."""
    import numpy as np
    import tensorrt as trt
    from cuda.bindings import runtime as cuda

    logger = trt.Logger(trt.Logger.ERROR)
    plan = trt.Runtime(logger).deserialize_cuda_engine(Path(engine).read_bytes())
    context = plan.create_execution_context()
    stream = checked(cuda.cudaStreamCreate())
    for i in range(plan.num_io_tensors):
        name = plan.get_tensor_name(i)
        size = int(np.prod(plan.get_tensor_shape(name))) * np.dtype(trt.nptype(plan.get_tensor_dtype(name))).itemsize
        memory = checked(cuda.cudaMalloc(size))
        checked(cuda.cudaMemset(memory, 0, size))
        context.set_tensor_address(name, memory)
    start, end = checked(cuda.cudaEventCreate()), checked(cuda.cudaEventCreate())
    times = []
    for run in range(WARM_UP + RUNS):
        checked(cuda.cudaEventRecord(start, stream))
        if not context.execute_async_v3(stream):
            raise RuntimeError("TensorRT did not run the engine")
        checked(cuda.cudaEventRecord(end, stream))
        checked(cuda.cudaEventSynchronize(end))
        if run >= WARM_UP:
            times.append(checked(cuda.cudaEventElapsedTime(start, end)))
    return statistics.median(times)


def run(command, **environment):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def octet(options):
    model = json.loads(run([options.octet, "benchmark", options.engine, "--json"], OCTET_NO_BUILD="1"))["models"][0]
    return model["medianMillis"]


def trtexec(options):
    out = run([options.trtexec, f"--loadEngine={options.engine}", "--noDataTransfers", "--useSpinWait"])
    return float(re.search(r"GPU Compute Time:.*?median = ([\d.]+) ms", out).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--octet", type=Path, default=HERE.parents[2] / "octet", help="launcher")
    parser.add_argument("--trtexec", default=shutil.which("trtexec"))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(python_child(options.engine))
        return
    python = [sys.executable, HERE, options.engine, "--child"]
    tools = {"octet benchmark": lambda: octet(options), "TensorRT in Python": lambda: float(run(python))}
    if options.trtexec:
        tools["trtexec"] = lambda: trtexec(options)
    times = {name: [] for name in tools}
    for number in range(options.rounds):
        for name in tools if number % 2 == 0 else reversed(tools):
            times[name].append(tools[name]())
    ours = times["octet benchmark"]
    for name, found in times.items():
        ratio = statistics.median(theirs / own for theirs, own in zip(found, ours))
        print(f"{name:20} {statistics.median(found):9.4f} ms  {ratio:6.3f}")


if __name__ == "__main__":
    main()
