# The image of the init container: the jar, and a cp that brings it into the pod.
FROM busybox:1.37
COPY tokenrelay-javaagent.jar /
USER 65534:65534
