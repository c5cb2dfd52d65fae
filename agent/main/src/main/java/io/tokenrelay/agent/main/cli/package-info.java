/**
 * The agent as a program: {@code java -jar tokenrelay-javaagent.jar <command>}. {@link
 * io.tokenrelay.agent.main.cli.Cli} has the list of commands; each is one class. The only place
 * that knows picocli: the agent itself never loads a class of it.
 */
package io.tokenrelay.agent.main.cli;
