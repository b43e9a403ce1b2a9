#!/usr/bin/env bash
# The host in Java 17, by JNA: run.sh [RULES [DATABASE]]
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../prepare.sh"
need javac default-jdk-headless
jna=${JNA_JAR:-/usr/share/java/jna.jar}
need "$jna" libjna-java
for file in "$here"/*.java; do
  if [ "$file" -nt "$work/Host.class" ]; then
    quietly javac -Xlint:all -cp "$jna" -d "$work" "$here"/*.java
    break
  fi
done
exec java -cp "$work:$jna" Host "$rules" "$database"
