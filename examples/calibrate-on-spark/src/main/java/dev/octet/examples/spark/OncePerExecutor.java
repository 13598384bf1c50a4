package dev.octet.examples.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What an executor opens once and all its tasks share, until the process ends. The one place with static state: Spark gives
 * a task nothing else that outlives it.
 */
final class OncePerExecutor {

    private static final Map<String, AutoCloseable> OPEN = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OncePerExecutor::close, "octet-close"));
    }

    private OncePerExecutor() {}

    /**
     * What was opened under this key, or is now.
     *
     * @param type what it is; with the key tells it from others
     * @param key usually a file
     */
    static <T extends AutoCloseable> T get(Class<T> type, String key, Supplier<T> open) {
        return type.cast(OPEN.computeIfAbsent(type.getName() + " " + key, unused -> open.get()));
    }

    private static void close() {
        for (AutoCloseable one : OPEN.values()) {
            try {
                one.close();
            } catch (Exception e) {
                System.getLogger(OncePerExecutor.class.getName()).log(System.Logger.Level.WARNING, "not closed", e);
            }
        }
    }
}
