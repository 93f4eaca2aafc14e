#!/bin/bash
# The first process of a node, in namespaces of its own: lays the node's file systems over those of the machine, which
# stay as they are, and becomes the node's init. All it writes lies below $STATE.
set -eu

lay() { # over a directory of the machine: what is written goes to $STATE
  mkdir -p "$STATE/over$1/upper" "$STATE/over$1/work"
  mount -t overlay overlay -o "lowerdir=$1,upperdir=$STATE/over$1/upper,workdir=$STATE/over$1/work" "$1"
}
own() { # a directory of the node alone, seen from the machine below $STATE/fs
  mkdir -p "$STATE/fs$1" "$1"
  mount --bind "$STATE/fs$1" "$1"
}
say() { # a file of the node alone
  mkdir -p "$STATE/files"
  printf '%s\n' "$2" > "$STATE/files/${1//\//_}"
  if [ -e "$1" ]; then mount --bind "$STATE/files/${1//\//_}" "$1"; fi
}
read_only() { mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"; }

mount --make-rprivate /
for directory in /etc /opt /var /usr/bin; do lay $directory; done
for directory in /etc/{kubernetes,default,sysconfig,containerd,cni,systemd} /opt/cni /var/lib/{kubelet,containerd,cni,etcd} /var/log; do
  own $directory
done
touch /usr/bin/kubelet
mount --bind "$KUBELET" /usr/bin/kubelet

# Nothing of the machine's own services: the few stock units that a node needs, no generators.
stock=/usr/lib/systemd/system
if [ -d $stock ]; then
  mkdir "$STATE/stock"
  for unit in {sysinit,basic,multi-user,sockets,timers,paths,slices,local-fs,local-fs-pre,swap,shutdown,umount,final,network,network-online,network-pre}.target \
    systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket; do
    if [ -f $stock/$unit ]; then cp -L $stock/$unit "$STATE/stock/"; fi
  done
  mount -t tmpfs tmpfs $stock
  cp "$STATE/stock"/* $stock/
  if [ "$MODE" = systemd ]; then cp -r "$UNITS"/* $stock/; fi
  mkdir $stock/sockets.target.wants $stock/sysinit.target.wants
  ln -s ../systemd-journald.socket ../systemd-journald-dev-log.socket $stock/sockets.target.wants/
  ln -s ../systemd-journald.service $stock/sysinit.target.wants/
  for directory in /usr/lib/systemd/{system-generators,system-environment-generators,system.conf.d}; do
    if [ -d $directory ]; then mount -t tmpfs tmpfs $directory; fi
  done
fi
if [ -d /etc/sysctl.d ]; then mount -t tmpfs tmpfs /etc/sysctl.d; fi
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/lock /run/containerd

mount -t proc proc /proc
# The kubelet sets these for the whole machine unless they are so already: it is shown files that are.
say /proc/sys/vm/overcommit_memory 1
say /proc/sys/vm/panic_on_oom 0
say /proc/sys/kernel/panic 10
say /proc/sys/kernel/panic_on_oops 1
mount -t sysfs sysfs /sys
if [ "$CONTROLLERS" = v2 ]; then
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
else
  mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
  for controller in $CONTROLLERS; do
    mkdir /sys/fs/cgroup/$controller
    case $controller in
      unified) mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified ;;
      systemd) mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd ;;
      *) mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/$controller" ;;
    esac
  done
fi

if [ "$MODE" = systemd ]; then
  # systemd raises limits of the whole machine at its start: it may read them only. The network's are the node's own.
  mkdir "$STATE/proc"
  mount -t proc proc "$STATE/proc"
  mount --rbind /proc/sys /proc/sys
  mount -o remount,bind,ro /proc/sys
  mount --bind "$STATE/proc/sys/net" /proc/sys/net
  if [ -e /proc/sysrq-trigger ]; then read_only /proc/sysrq-trigger; fi

  mkdir "$STATE/dev"
  mount -t tmpfs -o mode=755 tmpfs "$STATE/dev"
  for device in null zero full random urandom tty kmsg; do
    touch "$STATE/dev/$device"
    mount --bind /dev/$device "$STATE/dev/$device"
  done
  ln -s /proc/self/fd "$STATE/dev/fd"
  mkdir "$STATE/dev/pts" "$STATE/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$STATE/dev/pts"
  ln -s pts/ptmx "$STATE/dev/ptmx"
  mount -t tmpfs -o mode=1777 tmpfs "$STATE/dev/shm"
  mount --rbind "$STATE/dev" /dev
fi
# The kubelet wants mounts to propagate; they don't leave this namespace.
mount --make-rshared /

hostname "$NAME"
say /etc/hostname "$NAME"
say /etc/hosts "127.0.0.1 localhost
10.77.0.2 $NAME"
say /etc/resolv.conf 'nameserver 10.77.0.1'
say /etc/machine-id 0123456789abcdef0123456789abcdef
say /etc/fstab ''
# The kubelet takes the address of the interface with the default route for the node's.
ip link set lo up
ip link add eth0 type veth peer name uplink
ip address add 10.77.0.2/24 dev eth0
ip link set eth0 up
ip link set uplink up
ip route add default via 10.77.0.1 dev eth0

: > "$STATE/ready"
if [ "$MODE" = systemd ]; then
  exec env -i PATH="$NODE_PATH" container=spctl-e2e /lib/systemd/systemd --system --unit=multi-user.target
fi
exec "$REAPER"
