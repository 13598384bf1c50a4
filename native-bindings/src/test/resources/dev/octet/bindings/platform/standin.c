// Just as much of CUDA and NVML as the probes ask for: one device, or the status that STATUS says.
#include <stdint.h>
#include <string.h>

#ifndef STATUS
#define STATUS 0
#endif

static int text(char *to, int length, const char *from) {
    strncpy(to, from, length);
    return 0;
}

// The CUDA runtime.
int cudaRuntimeGetVersion(int *version) {
    *version = 13010;
    return 0;
}
int cudaDriverGetVersion(int *version) {
    *version = STATUS == 35 ? 12040 : 13000;
    return 0;
}
int cudaGetDeviceCount(int *count) {
    *count = STATUS == 0;
    return STATUS;
}
const char *cudaGetErrorString(int status) { return status == 802 ? "system not yet initialized" : "other"; }
int cudaDeviceGetPCIBusId(char *to, int length, int device) { return text(to, length, "0000:65:00.0"); }
int cudaDeviceGetAttribute(int *value, int attribute, int device) {
    *value = attribute == 75 ? 9 : 0;
    return 0;
}

// The driver.
int cuInit(unsigned flags) { return 0; }
int cuDeviceGetName(char *to, int length, int device) { return text(to, length, "Stand-in"); }
int cuDeviceTotalMem_v2(size_t *bytes, int device) {
    *bytes = (size_t) 80 << 30;
    return 0;
}

// NVML.
static int device;
int nvmlInit_v2(void) { return 0; }
const char *nvmlErrorString(int status) { return "other"; }
int nvmlSystemGetDriverVersion(char *to, unsigned length) { return text(to, length, "580.65.06"); }
int nvmlDeviceGetHandleByPciBusId_v2(const char *bus, void **handle) {
    *handle = &device;
    return strcmp(bus, "0000:65:00.0") == 0 ? 0 : 6;
}
int nvmlDeviceGetPersistenceMode(void *handle, int *mode) {
    *mode = 1;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetEnforcedPowerLimit(void *handle, unsigned *milliwatts) {
    *milliwatts = 500000;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetPowerManagementDefaultLimit(void *handle, unsigned *milliwatts) {
    *milliwatts = 700000;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetMemoryInfo(void *handle, uint64_t *totalFreeUsed) {
    totalFreeUsed[0] = (uint64_t) 80 << 30;
    totalFreeUsed[1] = (uint64_t) 79 << 30;
    totalFreeUsed[2] = (uint64_t) 1 << 30;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetTotalEnergyConsumption(void *handle, unsigned long long *millijoules) {
    *millijoules = 123456789;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetPowerUsage(void *handle, unsigned *milliwatts) {
    *milliwatts = 312500;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetClockInfo(void *handle, int kind, unsigned *mhz) {
    *mhz = kind == 1 ? 1755 : kind == 2 ? 2619 : 0;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetMaxClockInfo(void *handle, int kind, unsigned *mhz) {
    *mhz = kind == 1 ? 1980 : kind == 2 ? 3201 : 0;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetTemperature(void *handle, int sensor, unsigned *celsius) {
    *celsius = sensor == 0 ? 61 : 0;
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetCurrentClocksEventReasons(void *handle, unsigned long long *reasons) {
    *reasons = 0x4 | 0x20 | 0x4000;
    return handle == &device ? STATUS : 2;
}
struct process {
    unsigned pid;
    unsigned long long bytes;
    unsigned gpu, compute;
};
int nvmlDeviceGetComputeRunningProcesses_v3(void *handle, unsigned *count, struct process *found) {
    if (*count < 2) {
        return 7;
    }
    *count = 2;
    found[0] = (struct process) {4321, 1ull << 30, -1, -1};
    found[1] = (struct process) {4322, -1, -1, -1};
    return handle == &device ? STATUS : 2;
}
int nvmlDeviceGetGraphicsRunningProcesses_v3(void *handle, unsigned *count, struct process *found) {
    *count = 1;
    found[0] = (struct process) {4321, 1ull << 30, -1, -1};
    return handle == &device ? STATUS : 2;
}
