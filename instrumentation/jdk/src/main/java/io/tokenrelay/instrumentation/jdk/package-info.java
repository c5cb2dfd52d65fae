/**
 * Carries the snapshot of the thread that creates a task to the thread that runs it, for the JDK's
 * own executors, futures and threads; and puts tokens on the calls of the JDK's own HTTP clients.
 *
 * <p>Lives in the agent loader. Plain ASM at load time; woven code calls {@code
 * io.tokenrelay.bootstrap.Carried} and nothing else.
 */
package io.tokenrelay.instrumentation.jdk;
