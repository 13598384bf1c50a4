package dev.octet.bindings.tensorrt;

import java.util.Map;
import org.bytedeco.tensorrt.nvinfer.ILogger;

/** Hands what TensorRT logs to {@link TensorRtLog}. Kept as long as the process: TensorRT never lets go of it. */
final class LogCallback extends ILogger {

    private static final Map<String, TensorRtLog.Severity> SEVERITIES = Map.of(
            "kINTERNAL_ERROR", TensorRtLog.Severity.INTERNAL_ERROR,
            "kERROR", TensorRtLog.Severity.ERROR,
            "kWARNING", TensorRtLog.Severity.WARNING,
            "kINFO", TensorRtLog.Severity.INFO,
            "kVERBOSE", TensorRtLog.Severity.VERBOSE);

    private final TensorRtLog log;

    LogCallback(TensorRtLog log) {
        this.log = log;
    }

    @Override
    public void log(ILogger.Severity severity, String message) {
        try {
            log.line(SEVERITIES.getOrDefault(severity.intern().name(), TensorRtLog.Severity.VERBOSE), message.strip());
        } catch (RuntimeException e) {
            // Nothing may reach TensorRT from here.
        }
    }
}
