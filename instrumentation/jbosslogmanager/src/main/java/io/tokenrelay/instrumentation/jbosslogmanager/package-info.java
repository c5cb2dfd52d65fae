/**
 * JBoss LogManager, the log of WildFly, JBoss EAP and Quarkus: each record says whom it is about.
 */
package io.tokenrelay.instrumentation.jbosslogmanager;
