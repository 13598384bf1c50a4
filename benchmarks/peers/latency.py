"""The same model in octet's harness and in a plain loop around onnxruntime, in processes that take turns.

    python benchmarks/peers/latency.py MODEL --octet ./octet --threads 1 --turns 10

Each turn is one process of either kind; every other turn begins with the other. A process loads the model, warms up and
times single inferences, tensors in memory to tensors in memory, outputs in place. What is compared is the median of each
process: the ratio octet / onnxruntime of a turn, and over all turns their median with quartiles.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time


def plain_loop(model, threads, warm_up, seconds, iterations):
    """Durations of single inferences, nanoseconds, with the session options that octet uses."""
    import numpy as np
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.add_session_config_entry("session.force_spinning_stop", "1")
    session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(1)
    binding = session.io_binding()
    kept = []
    for one in session.get_inputs():
        shape = [size if isinstance(size, int) else 1 for size in one.shape]
        values = random.random(shape, np.float32) if "float" in one.type else random.integers(0, 256, shape, np.uint8)
        kept.append(ort.OrtValue.ortvalue_from_numpy(values))
        binding.bind_ortvalue_input(one.name, kept[-1])
    outputs = session.run(None, {one.name: value.numpy() for one, value in zip(session.get_inputs(), kept)})
    for one, value in zip(session.get_outputs(), outputs):
        kept.append(ort.OrtValue.ortvalue_from_numpy(value))
        binding.bind_ortvalue_output(one.name, kept[-1])
    clock = time.perf_counter_ns
    end = clock() + int(warm_up * 1e6)
    while clock() < end:
        session.run_with_iobinding(binding)
    samples = []
    end = clock() + int(seconds * 1e9)
    while len(samples) < iterations or clock() < end:
        start = clock()
        session.run_with_iobinding(binding)
        samples.append(clock() - start)
    return ort.__version__, samples


def child(command):
    """What a process printed, as JSON."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def octet(arguments):
    """Samples of octet's harness, nanoseconds."""
    document = child([
        arguments.octet, "benchmark", arguments.model, "--json", "--threads", str(arguments.threads),
        "--warm-up", str(arguments.warm_up), "--seconds", str(arguments.seconds),
        "--iterations", str(arguments.iterations)])
    return document["models"][0]["backend"], document["models"][0]["sampleNanos"]


def onnxruntime(arguments):
    """Samples of the plain loop, nanoseconds."""
    document = child([
        sys.executable, __file__, arguments.model, "--loop", "--threads", str(arguments.threads),
        "--warm-up", str(arguments.warm_up), "--seconds", str(arguments.seconds),
        "--iterations", str(arguments.iterations)])
    return "onnxruntime " + document["version"], document["sampleNanos"]


def quartiles(values):
    """25 %, median and 75 %."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--octet", default="./octet", help="the launcher (default: ./octet)")
    parser.add_argument("--threads", type=int, default=1, help="of ONNX Runtime (default: 1)")
    parser.add_argument("--turns", type=int, default=10, help="pairs of processes (default: 10)")
    parser.add_argument("--warm-up", type=int, default=1000, help="ms in each process (default: 1000)")
    parser.add_argument("--seconds", type=float, default=3, help="timed in each process (default: 3)")
    parser.add_argument("--iterations", type=int, default=30, help="timed at least (default: 30)")
    parser.add_argument("--loop", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.loop:
        version, samples = plain_loop(
            arguments.model, arguments.threads, arguments.warm_up, arguments.seconds, arguments.iterations)
        print(json.dumps({"version": version, "sampleNanos": samples}))
        return
    medians = {"octet": [], "onnxruntime": []}
    fastest = {"octet": [], "onnxruntime": []}
    sides = [("octet", octet), ("onnxruntime", onnxruntime)]
    for turn in range(arguments.turns):
        for name, run in sides if turn % 2 == 0 else reversed(sides):
            what, samples = run(arguments)
            medians[name].append(statistics.median(samples))
            fastest[name].append(statistics.quantiles(samples, n=20, method="inclusive")[0])
            print(f"turn {turn} {what}: median {medians[name][-1] / 1e6:.4f} ms of {len(samples)}", file=sys.stderr)
    print(f"{'':14}{'median ms':>12}{'25 %':>12}{'75 %':>12}")
    for name, values in medians.items():
        low, middle, high = quartiles(values)
        print(f"{name:14}{middle / 1e6:12.4f}{low / 1e6:12.4f}{high / 1e6:12.4f}")
    for name, values in (("medians", medians), ("5th percentiles", fastest)):
        low, middle, high = quartiles([a / b for a, b in zip(values["octet"], values["onnxruntime"])])
        print(f"ratio of {name}, octet / onnxruntime: {middle:.4f} ({low:.4f} to {high:.4f}), {arguments.turns} turns")


if __name__ == "__main__":
    main()
