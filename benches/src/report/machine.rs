//! What the figures were taken on.

use std::process::Command;

/// One line: processor, compiler, valgrind.
pub fn line() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':').map(|(_, name)| name.trim().to_owned()));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let cpu = cpu.unwrap_or_else(|| std::env::consts::ARCH.into());
    format!("{cpu}, {cores} cores; {}; {}", version("rustc"), version("valgrind"))
}

fn version(program: &str) -> String {
    let output = Command::new(program).arg("--version").output();
    output.map_or_else(|_| format!("{program} not found"), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What instruction counts depend on beside the code: the compiler, and the ways that the libraries choose by the processor.
pub fn kind() -> String {
    let mut kind = format!("{} {}", std::env::consts::ARCH, version("rustc"));
    #[cfg(target_arch = "x86_64")]
    for (there, name) in [
        (std::is_x86_feature_detected!("avx2"), "avx2"),
        (std::is_x86_feature_detected!("avx512bw"), "avx512bw"),
        (std::is_x86_feature_detected!("ermsb"), "ermsb"),
    ] {
        if there {
            kind = format!("{kind} {name}");
        }
    }
    kind
}
