/**
 * JBoss Threads 2 and 3: the pools of WildFly and JBoss EAP that do not extend the JDK's; and the
 * asynchronous methods of session beans, which run there.
 */
package io.tokenrelay.instrumentation.jbossthreads;
