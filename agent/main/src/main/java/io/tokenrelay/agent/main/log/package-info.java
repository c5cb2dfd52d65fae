/** The agent's own log: SLF4J to standard error or one file, and nothing of the application's. */
package io.tokenrelay.agent.main.log;
