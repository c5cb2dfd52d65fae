/**
 * What the operator may set, and what was set: the table of properties, the places they are read
 * from, and the immutable result. Reads in premain, so: no regular expressions, lambdas or NIO.
 */
package io.tokenrelay.agent.main.config;
